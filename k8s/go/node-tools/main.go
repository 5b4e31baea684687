// Command node-tools is what a test node needs beyond Kubernetes itself, without any library:
//
//	hold   keeps the namespaces of a whole cluster and takes everything away when its standard input closes
//	run    runs a program that ends when its standard input does
//	pause  is the process that a pod's namespaces hang on
//	probe  serves and asks, for tests of the network
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

var commands = map[string]func([]string) error{"hold": hold, "first": first, "run": run, "pause": pause, "probe": probe}

func main() {
	name, args := filepath.Base(os.Args[0]), os.Args[1:]
	command, found := commands[name]
	if !found && len(args) > 0 {
		name, args = args[0], args[1:]
		command, found = commands[name]
	}
	err := fmt.Errorf("%q is none of hold, run, pause, probe", name)
	if found {
		err = command(args)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
