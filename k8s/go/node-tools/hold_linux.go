package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// Settings of the whole machine that a kubelet changes; those of the network belong to the namespace.
var sysctls = []string{
	"vm/overcommit_memory", "vm/panic_on_oom", "kernel/panic", "kernel/panic_on_oops",
	"kernel/keys/root_maxkeys", "kernel/keys/root_maxbytes",
}

const cgroups = "/sys/fs/cgroup"

// hold starts a process that is the first one of new network, mount and process namespaces, writes its id and waits. The line "restore"
// on standard input puts the machine's settings back as they were; the end of it, or a signal to stop, ends everything inside,
// and removes the control groups. The first argument names the control group under which the cluster keeps its pods, the others folders that
// are removed in the end.
func hold(args []string) error {
	if len(args) == 0 || strings.ContainsAny(args[0], "/.") {
		return fmt.Errorf("usage: hold CGROUP [FOLDER…]")
	}
	before := map[string][]byte{}
	for _, name := range sysctls {
		if value, err := os.ReadFile("/proc/sys/" + name); err == nil {
			before[name] = value
		}
	}
	restore := func() {
		for name, value := range before {
			_ = os.WriteFile("/proc/sys/"+name, value, 0)
		}
	}
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
		for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
			if lines.Text() == "restore" {
				restore()
				fmt.Println("restored")
			}
		}
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
		<-ended
	}
	restore()
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
	// A kubelet hands mounts on to its pods.
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_SHARED, ""); err != nil {
		return fmt.Errorf("mount / shared: %w", err)
	}
	fmt.Println("ready")
	return reap()
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
