package main

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// run runs a program that ends when standard input does, so that it never outlives whoever started it.
func run(args []string) error {
	if len(args) == 0 {
		return errors.New("usage: run PROGRAM [ARGUMENT…]")
	}
	child := exec.Command(args[0], args[1:]...)
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	if err := child.Start(); err != nil {
		return err
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	go func() {
		_ = child.Process.Signal(<-stop)
	}()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = child.Process.Kill()
	}()
	return child.Wait()
}
