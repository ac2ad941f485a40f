# Two places where hosts are, and one between them that makes their way shorter.
graph [
  directed 0
  node [ id 4 label "near" host_bandwidth_up "50 Mbit" host_bandwidth_down "50 Mbit" ]
  node [ id 5 label "far" host_bandwidth_up "20 Mbit" host_bandwidth_down "1 Gbit" ]
  node [ id 6 label "between" ]
  edge [ source 4 target 4 latency "2 ms" packet_loss 0.0 ]
  edge [ source 5 target 5 latency "4 ms" packet_loss 0.0 ]
  edge [ source 4 target 5 latency "100 ms" packet_loss 0.0 ]
  edge [ source 4 target 6 latency "20 ms" packet_loss 0.0 ]
  edge [ source 6 target 5 latency "30 ms" packet_loss 0.0 ]
]
