module kube-tracing/toolchain/pause

go 1.26.0
