// Command network-policy-agent enforces a node's NetworkPolicies. The judgement is sigs.k8s.io/kube-network-policies; how packets get there is
// different from its own agent, so that it works on kernels without queues in nftables and without conntrack in netlink's queues:
// iptables queues the first packets of a pod's connections, an accepted one comes by again with a mark, which is kept with the connection.
// A packet of a pod that is too new to be known is held until it is known, so that no connection slips through.
package main

import (
	"context"
	"errors"
	"flag"
	"log"
	"net/netip"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"

	nfqueue "github.com/florianl/go-nfqueue/v2"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/kube-network-policies/pkg/api"
	"sigs.k8s.io/kube-network-policies/pkg/network"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
	"sigs.k8s.io/kube-network-policies/pkg/podinfo"
)

const (
	queue    = 100
	accepted = 0x40000
	// How long a packet waits for its pod to become known.
	patience = 10 * time.Second
)

type agent struct {
	engine *networkpolicy.PolicyEngine
	pods   api.PodInfoProvider
	own    netip.Prefix
	queue  *nfqueue.Nfqueue
}

func main() {
	kubeconfig := flag.String("kubeconfig", "", "how the API server is reached")
	node := flag.String("node", "", "the node whose pods are guarded")
	pods := flag.String("pods", "", "the network of the node's pods, such as 10.202.0.0/24")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	// Without an agent no pod gets a connection, so that one which stumbled begins anew.
	for ctx.Err() == nil {
		attempt, end := context.WithCancel(ctx)
		if err := run(attempt, *kubeconfig, *node, *pods); err != nil {
			log.Print(err)
			time.Sleep(200 * time.Millisecond)
		}
		end()
	}
}

func run(ctx context.Context, kubeconfig, node, pods string) error {
	own, err := netip.ParsePrefix(pods)
	if err != nil {
		return err
	}
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	clients, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(clients, 0)
	namespaces, podInformer := factory.Core().V1().Namespaces(), factory.Core().V1().Pods()
	byAddress, err := podinfo.NewInformerResolver(podInformer.Informer())
	if err != nil {
		return err
	}
	policies := networkpolicy.NewStandardNetworkPolicy(node, namespaces, podInformer, factory.Networking().V1().NetworkPolicies())
	known := podinfo.NewInformerProvider(podInformer, namespaces, nil, []podinfo.IPResolver{byAddress})
	a := &agent{engine: networkpolicy.NewPolicyEngine(known, []api.PolicyEvaluator{policies}), pods: known, own: own}
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	return a.guard(ctx)
}

// guard queues packets and judges them until the context ends. The rules stay: without an agent nothing new gets through.
func (a *agent) guard(ctx context.Context) error {
	opened, err := nfqueue.Open(&nfqueue.Config{
		NfQueue: queue, MaxPacketLen: 128, MaxQueueLen: 4096, Copymode: nfqueue.NfQnlCopyPacket,
		Flags: nfqueue.NfQaCfgFlagGSO, WriteTimeout: 100 * time.Millisecond,
	})
	if err != nil {
		return err
	}
	defer opened.Close()
	a.queue = opened
	failed := make(chan error, 1)
	err = opened.RegisterWithErrorFunc(ctx, func(packet nfqueue.Attribute) int {
		go a.judge(ctx, packet)
		return 0
	}, func(err error) int {
		if ctx.Err() != nil {
			return 1
		}
		var passing interface{ Temporary() bool }
		// ENOENT: the packet is gone before its verdict came, with the pod that sent it or was to have it.
		if errors.As(err, &passing) && passing.Temporary() || errors.Is(err, syscall.ENOBUFS) || errors.Is(err, syscall.ENOENT) {
			return 0
		}
		failed <- err
		return 1
	})
	if err != nil {
		return err
	}
	for _, rule := range rules(a.own.String()) {
		if err := iptables(rule); err != nil {
			return err
		}
	}
	log.Printf("guarding %s", a.own)
	select {
	case <-ctx.Done():
		return nil
	case err := <-failed:
		return err
	}
}

func (a *agent) judge(ctx context.Context, queued nfqueue.Attribute) {
	id := *queued.PacketID
	packet, err := network.ParsePacket(*queued.Payload)
	if err != nil || !a.isKnown(packet.SrcIP.String()) || !a.isKnown(packet.DstIP.String()) {
		_ = a.queue.SetVerdict(id, nfqueue.NfDrop)
		return
	}
	packet.ID = id
	if allowed, err := a.engine.EvaluatePacket(ctx, &packet); err != nil || !allowed {
		log.Printf("refused %s:%d -> %s:%d %s", packet.SrcIP, packet.SrcPort, packet.DstIP, packet.DstPort, packet.Proto)
		_ = a.queue.SetVerdict(id, nfqueue.NfDrop)
		return
	}
	// Others mark packets too: kube-proxy those whose source it is to translate.
	mark := uint32(accepted)
	if queued.Mark != nil {
		mark |= *queued.Mark
	}
	_ = a.queue.SetVerdictWithMark(id, nfqueue.NfRepeat, int(mark))
}

// isKnown waits until an address of the node's pods belongs to one; every other address is nobody's pod.
func (a *agent) isKnown(address string) bool {
	ip, err := netip.ParseAddr(address)
	if err != nil || !a.own.Contains(ip) {
		return err == nil
	}
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if _, found := a.pods.GetPodInfoByIP(address); found {
			return true
		}
	}
	return false
}

// rules are arguments of iptables. Translation of a Service's address comes before them, that of the source after.
func rules(pods string) []string {
	toQueue := " -j NFQUEUE --queue-num 100"
	return []string{
		"-t mangle -N GUARD",
		"-t mangle -A POSTROUTING -j GUARD",
		"-t mangle -A GUARD -m mark --mark 0x40000/0x40000 -j CONNMARK --or-mark 0x40000",
		"-t mangle -A GUARD -m connmark --mark 0x40000/0x40000 -j RETURN",
		// The node itself, for example a kubelet that asks a pod whether it is well.
		"-t mangle -A GUARD -m owner --uid-owner 0 -j RETURN",
		"-t mangle -A GUARD -s " + pods + toQueue,
		"-t mangle -A GUARD -d " + pods + toQueue,
		// What a pod asks of the node.
		"-t mangle -A INPUT -s " + pods + " -m conntrack --ctstate NEW -m mark ! --mark 0x40000/0x40000" + toQueue,
	}
}

// iptables adds a rule unless it is there from an earlier agent.
func iptables(rule string) error {
	args := strings.Fields(rule)
	check := append([]string{"-w"}, args...)
	for i, arg := range check {
		if arg == "-A" || arg == "-I" {
			check[i] = "-C"
		}
		if arg == "-N" {
			check[i] = "-nL"
		}
	}
	if exec.Command("iptables", check...).Run() == nil {
		return nil
	}
	command := exec.Command("iptables", append([]string{"-w"}, args...)...)
	command.Stderr = os.Stderr
	return command.Run()
}
