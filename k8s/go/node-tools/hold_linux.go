package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// What a kubelet wants of the whole machine and would set there; inside, these files say that it is so already.
var settings = map[string]string{
	"vm/overcommit_memory": "1", "vm/panic_on_oom": "0", "kernel/panic": "10", "kernel/panic_on_oops": "1",
	"kernel/keys/root_maxkeys": "1000000", "kernel/keys/root_maxbytes": "25000000",
}

const cgroups = "/sys/fs/cgroup"

const taken = 3

// hold starts a process that is the first one of new network, mount and process namespaces, writes its id and waits. The end of standard
// input, or a signal to stop, ends everything inside and removes the control groups and the network card. The first argument
// names the control group under which the cluster keeps its pods and its network card, the others folders that are removed in the end.
// The exit code 3 says that a cluster of this name runs.
func hold(args []string) error {
	if len(args) == 0 || strings.ContainsAny(args[0], "/.") {
		return fmt.Errorf("usage: hold NAME [FOLDER…]")
	}
	// An address of the machine's network namespace, which one process can have and the system takes back when that is gone.
	claim, err := net.Listen("unix", "@"+args[0])
	if err != nil {
		os.Exit(taken)
	}
	defer claim.Close()
	if err := makeCgroups(args[0]); err != nil {
		removeCgroups(args[0])
		return err
	}
	// The system ends the child with the thread that started it.
	runtime.LockOSThread()
	child := exec.Command("/proc/self/exe")
	child.Args = []string{"first"}
	child.Stderr = os.Stderr
	child.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS | syscall.CLONE_NEWPID,
		Pdeathsig:  syscall.SIGKILL,
	}
	ready, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		removeCgroups(args[0])
		return err
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		if line, _ := bufio.NewReader(ready).ReadString('\n'); line != "" {
			fmt.Println(child.Process.Pid)
		}
	}()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop <- syscall.SIGTERM
	}()
	ended := make(chan error, 1)
	// Returns when every process of the namespace is gone.
	go func() { ended <- child.Wait() }()
	select {
	case err = <-ended:
		err = fmt.Errorf("the first process of the namespaces ended: %w", err)
	case <-stop:
		_ = child.Process.Kill()
		endEntered(child.Process.Pid)
		<-ended
	}
	// It would go with its namespace, but only when the system comes to it.
	_ = exec.Command("ip", "link", "delete", args[0]).Run()
	removeCgroups(args[0])
	for _, folder := range args[1:] {
		_ = os.RemoveAll(folder)
	}
	return err
}

// first makes the namespaces a place of their own: mounts made here stay here, the machine's are followed, /proc shows the processes of here, and what programs write to fixed
// places is not on disk.
func first([]string) error {
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_SLAVE, ""); err != nil {
		return fmt.Errorf("mount / slave: %w", err)
	}
	if err := syscall.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("mount /proc: %w", err)
	}
	for _, place := range []string{"/run", "/var/lib", "/var/log"} {
		if err := syscall.Mount("tmpfs", place, "tmpfs", 0, "mode=755"); err != nil {
			return fmt.Errorf("mount %s: %w", place, err)
		}
	}
	for name, value := range settings {
		if err := pretend("/proc/sys/"+name, "/run/settings/"+name, value); err != nil {
			return fmt.Errorf("pretend %s: %w", name, err)
		}
	}
	// A kubelet hands mounts on to its pods.
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_SHARED, ""); err != nil {
		return fmt.Errorf("mount / shared: %w", err)
	}
	fmt.Println("ready")
	return reap()
}

// pretend lays a file with this value over another.
func pretend(over, file, value string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(file, []byte(value+"\n"), 0o644); err != nil {
		return err
	}
	return syscall.Mount(file, over, "", syscall.MS_BIND, "")
}

func makeCgroups(name string) error {
	for _, root := range cgroupRoots() {
		folder := filepath.Join(root, name)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		// A group of processors (cgroup 1) starts empty, and nothing can run in it.
		for _, file := range []string{"cpuset.mems", "cpuset.cpus"} {
			if value, err := os.ReadFile(filepath.Join(root, file)); err == nil {
				_ = os.WriteFile(filepath.Join(folder, file), value, 0)
			}
		}
	}
	return nil
}

// endEntered ends the programs that took others inside. A stopped program stops these too, and the
// system waits for them to take leave of it.
func endEntered(pid int) {
	commands, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, command := range commands {
		line, _ := os.ReadFile(command)
		if strings.HasPrefix(string(line), fmt.Sprintf("nsenter\x00-t\x00%d\x00", pid)) {
			if other, err := strconv.Atoi(strings.Split(command, "/")[2]); err == nil {
				_ = syscall.Kill(other, syscall.SIGKILL)
			}
		}
	}
}

func removeCgroups(name string) {
	for _, root := range cgroupRoots() {
		removeCgroup(filepath.Join(root, name))
	}
}

func removeCgroup(folder string) {
	entries, _ := os.ReadDir(folder)
	for _, entry := range entries {
		if entry.IsDir() {
			removeCgroup(filepath.Join(folder, entry.Name()))
		}
	}
	_ = syscall.Rmdir(folder)
}

// cgroupRoots are the mounted hierarchies: one of cgroup 2, or one a controller of cgroup 1.
func cgroupRoots() []string {
	if _, err := os.Stat(filepath.Join(cgroups, "cgroup.controllers")); err == nil {
		return []string{cgroups}
	}
	entries, _ := os.ReadDir(cgroups)
	roots := []string{}
	for _, entry := range entries {
		if entry.IsDir() {
			roots = append(roots, filepath.Join(cgroups, entry.Name()))
		}
	}
	return roots
}
