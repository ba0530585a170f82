// Package main is a server of gRPC that costs little, and the load for it: messages are bytes, and
// nothing is decoded. Everything about one run is counted in one place, so that it fits together.
//
//	grpc-load serve <host:port>
//	grpc-load load  '{"targets": [...], "servers": [...], "pids": [...], "inFlight": 64, ...}'
package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/stats"
)

const (
	echo  = "/load.Load/Echo"
	asked = "/load.Load/Figures"
)

// Raw takes messages as they are.
type raw struct{}

func (raw) Name() string { return "proto" }

func (raw) Marshal(v any) (mem.BufferSlice, error) {
	return mem.BufferSlice{mem.SliceBuffer(*v.(*[]byte))}, nil
}

func (raw) Unmarshal(data mem.BufferSlice, v any) error {
	*v.(*[]byte) = data.Materialize()
	return nil
}

// Figures of a server since it began.
type figures struct {
	Calls       int64   `json:"calls"`
	Connections int64   `json:"connections"`
	CPUSeconds  float64 `json:"cpuSeconds"`
}

func cpuSeconds() float64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()).Seconds()
}

type counter struct{ calls, connections atomic.Int64 }

func (c *counter) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }
func (c *counter) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context   { return ctx }
func (c *counter) HandleRPC(context.Context, stats.RPCStats)                         {}
func (c *counter) HandleConn(_ context.Context, event stats.ConnStats) {
	if _, begins := event.(*stats.ConnBegin); begins {
		c.connections.Add(1)
	}
}

type handler func([]byte) ([]byte, error)

func serve(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	count := &counter{}
	server := grpc.NewServer(grpc.StatsHandler(count), grpc.MaxConcurrentStreams(1<<20))
	method := func(name string, answer handler) grpc.MethodDesc {
		return grpc.MethodDesc{
			MethodName: name,
			Handler: func(_ any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
				var message []byte
				if err := decode(&message); err != nil {
					return nil, err
				}
				result, err := answer(message)
				return &result, err
			},
		}
	}
	server.RegisterService(&grpc.ServiceDesc{
		ServiceName: "load.Load",
		HandlerType: (*any)(nil),
		Methods: []grpc.MethodDesc{
			method("Echo", func(message []byte) ([]byte, error) {
				count.calls.Add(1)
				work(message)
				return message, nil
			}),
			method("Figures", func([]byte) ([]byte, error) {
				return json.Marshal(figures{count.calls.Load(), count.connections.Load(), cpuSeconds()})
			}),
		},
	}, nil)
	fmt.Println("ready")
	return server.Serve(listener)
}

// Work as often as the message begins with: a server that takes its time.
func work(message []byte) {
	for range binary.BigEndian.Uint32(message) {
		sha256.Sum256(message)
	}
}

// What to do, and to whom.
type job struct {
	// Dialled by turns, with one connection each.
	Targets []string `json:"targets"`
	// Asked for their figures.
	Servers []string `json:"servers"`
	// Processes between, whose CPU time counts.
	Pids        []int   `json:"pids"`
	InFlight    int     `json:"inFlight"`
	Bytes       int     `json:"bytes"`
	Work        uint32  `json:"work"`
	WarmSeconds float64 `json:"warmSeconds"`
	Seconds     float64 `json:"seconds"`
}

type result struct {
	Calls         int     `json:"calls"`
	Failed        int64   `json:"failed"`
	Seconds       float64 `json:"seconds"`
	MedianMs      float64 `json:"medianMs"`
	P99Ms         float64 `json:"p99Ms"`
	ClientCPU     float64 `json:"clientCpuSeconds"`
	BetweenCPU    float64 `json:"betweenCpuSeconds"`
	ServerCPU     float64 `json:"serverCpuSeconds"`
	Connections   int64   `json:"connections"`
	CallsByServer []int64 `json:"callsByServer"`
}

func dial(address string) (*grpc.ClientConn, error) {
	return grpc.NewClient("passthrough:///"+address, grpc.WithTransportCredentials(insecure.NewCredentials()))
}

func load(given job) (result, error) {
	connect := func(addresses []string) ([]*grpc.ClientConn, error) {
		var all []*grpc.ClientConn
		for _, address := range addresses {
			connection, err := dial(address)
			if err != nil {
				return nil, err
			}
			all = append(all, connection)
		}
		return all, nil
	}
	targets, err := connect(given.Targets)
	if err != nil {
		return result{}, err
	}
	servers, err := connect(given.Servers)
	if err != nil {
		return result{}, err
	}
	message := binary.BigEndian.AppendUint32(nil, given.Work)
	message = append(message, make([]byte, given.Bytes-len(message))...)
	var isMeasured, isOver atomic.Bool
	var failed atomic.Int64
	var last atomic.Value
	times := make([][]time.Duration, given.InFlight)
	var loops sync.WaitGroup
	for loop := range given.InFlight {
		loops.Add(1)
		go func() {
			defer loops.Done()
			for turn := loop; !isOver.Load(); turn++ {
				var answer []byte
				start := time.Now()
				err := targets[turn%len(targets)].Invoke(context.Background(), echo, &message, &answer)
				if !isMeasured.Load() {
					continue
				}
				if err != nil {
					failed.Add(1)
					last.Store(err.Error())
					continue
				}
				times[loop] = append(times[loop], time.Since(start))
			}
		}()
	}
	time.Sleep(time.Duration(given.WarmSeconds * float64(time.Second)))
	before, err := look(servers, given.Pids)
	if err != nil {
		return result{}, err
	}
	start := time.Now()
	isMeasured.Store(true)
	time.Sleep(time.Duration(given.Seconds * float64(time.Second)))
	isMeasured.Store(false)
	seconds := time.Since(start).Seconds()
	after, err := look(servers, given.Pids)
	if err != nil {
		return result{}, err
	}
	isOver.Store(true)
	loops.Wait()
	if failed.Load() > 0 {
		fmt.Fprintln(os.Stderr, "the last failure:", last.Load())
	}
	return summed(times, failed.Load(), result{
		Seconds:       seconds,
		ClientCPU:     after.client - before.client,
		BetweenCPU:    after.between - before.between,
		ServerCPU:     after.servers.CPUSeconds - before.servers.CPUSeconds,
		Connections:   after.servers.Connections - before.servers.Connections,
		CallsByServer: minus(after.calls, before.calls),
	}), nil
}

// What everybody has used so far.
type state struct {
	client, between float64
	servers         figures
	calls           []int64
}

func look(servers []*grpc.ClientConn, pids []int) (state, error) {
	seen := state{client: cpuSeconds()}
	for _, pid := range pids {
		used, err := cpuOf(pid)
		if err != nil {
			return seen, err
		}
		seen.between += used
	}
	for _, server := range servers {
		var empty, answer []byte
		if err := server.Invoke(context.Background(), asked, &empty, &answer); err != nil {
			return seen, err
		}
		var told figures
		if err := json.Unmarshal(answer, &told); err != nil {
			return seen, err
		}
		seen.calls = append(seen.calls, told.Calls)
		seen.servers.Connections += told.Connections
		seen.servers.CPUSeconds += told.CPUSeconds
	}
	return seen, nil
}

// User and system time of a process; its fields 14 and 15, in hundredths of a second (proc(5)).
func cpuOf(pid int) (float64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+2:]))
	user, err := strconv.ParseFloat(fields[11], 64)
	if err != nil {
		return 0, err
	}
	system, err := strconv.ParseFloat(fields[12], 64)
	return (user + system) / 100, err
}

func summed(times [][]time.Duration, failed int64, known result) result {
	var all []time.Duration
	for _, some := range times {
		all = append(all, some...)
	}
	sort.Slice(all, func(a, b int) bool { return all[a] < all[b] })
	at := func(share float64) float64 {
		if len(all) == 0 {
			return 0
		}
		return float64(all[int(share*float64(len(all)-1))].Microseconds()) / 1000
	}
	known.Calls, known.Failed = len(all), failed
	known.MedianMs, known.P99Ms = at(0.5), at(0.99)
	return known
}

func minus(after, before []int64) []int64 {
	result := make([]int64, len(after))
	for index := range after {
		result[index] = after[index] - before[index]
	}
	return result
}

func run(args []string) error {
	encoding.RegisterCodecV2(raw{})
	if len(args) == 2 && args[0] == "serve" {
		return serve(args[1])
	}
	if len(args) == 2 && args[0] == "load" {
		var given job
		if err := json.Unmarshal([]byte(args[1]), &given); err != nil {
			return err
		}
		result, err := load(given)
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(result)
	}
	return fmt.Errorf("give: serve <host:port>, or: load <job as JSON>")
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "grpc-load:", err)
		os.Exit(1)
	}
}
