package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

const patience = 2 * time.Second

// probe serves or asks: `serve :8080`, `connect host:port…` (exit code 0 when every one answers), `resolve name`, `write file`.
func probe(args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("usage: probe serve ADDRESS | connect HOST:PORT… | resolve NAME | write FILE")
	}
	switch args[0] {
	case "serve":
		return http.ListenAndServe(args[1], http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, "%s\n", strings.Split(r.RemoteAddr, ":")[0])
		}))
	case "connect":
		for _, address := range args[1:] {
			connection, err := net.DialTimeout("tcp", address, patience)
			if err != nil {
				return err
			}
			_ = connection.Close()
		}
		return nil
	case "resolve":
		ctx, cancel := context.WithTimeout(context.Background(), 2*patience)
		defer cancel()
		addresses, err := net.DefaultResolver.LookupHost(ctx, args[1])
		fmt.Println(strings.Join(addresses, " "))
		return err
	case "write":
		return os.WriteFile(args[1], []byte("written\n"), 0o644)
	}
	return fmt.Errorf("%q is none of serve, connect, resolve, write", args[0])
}
