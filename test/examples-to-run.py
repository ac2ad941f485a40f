# SPDX-License-Identifier: GPL-2.0-only
# Short runs of the programs: ns-3's test.py reads this file, and so does test/CMakeLists.txt.
# (program and arguments, run it, run it under valgrind)
cpp_examples = [
    ("waku-relay-example --nodes=50 --messages=3 --json=waku-relay-example.json --pcap=waku-relay-example --log=waku-relay-example-log.json", "True", "False"),
    ("waku-shards-example --users=40 --messages=3 --json=waku-shards-example.json", "True", "False"),
    ("waku-light-example --relays=12 --services=2 --lights=3 --messages=4", "True", "False"),
    ("whisper-example --nodes=50 --messages=3 --light=0.2 --bloomTopics=4 --json=whisper-example.json --log=whisper-example-log.json", "True", "False"),
    ("pss-example --nodes=50 --messages=3 --json=pss-example.json", "True", "False"),
    ("whisper-limits --nodes=16 --degree=3 --overlay=none --seconds=10 --messages=10 --precision=1.5 --topics=10 --edge=0.3 --results=whisper-limits-results", "True", "False"),
    ("waku-relay-example --mode=GossipSub --degree=20 --nodes=50 --messages=2", "True", "False"),
    ("relay-study --nodes=20,50 --runs=2 --transmissions=2000 --results=relay-study-results", "True", "False"),
    ("relay-bench --nodes=50 --messages=2 --rounds=1 --dial=4", "True", "False"),
    ("node-memory --nodes=50 --messages=2", "True", "False"),
    ("store-bench --messages=2000 --topics=5 --queries=10", "True", "False"),
    ("soak --hours=2 --growth=1 --case=pss", "True", "False"),
    ("study-bench --kills=3 --short-runs=10 --work-ms=1 --runs=200", "True", "False"),
    ("scaling-theory --model=waku", "True", "False"),
    ("nwaku-validation --nodes=60 --dial=8 --messages=3", "True", "False"),
    ("wan-against-routers --nodes=16 --messages=2 --loads=0.5", "True", "False"),
    ("waku-tutorial-first", "True", "False"),
    ("waku-tutorial-traces --leaves=1", "True", "False"),
    ("waku-tutorial-options --mode=GossipSub --json=waku-tutorial-options.json --view=waku-tutorial-options.html", "True", "False"),
    ("waku-tutorial-hello", "True", "False"),
    ("waku-tutorial-epidemic --relay=1", "True", "False"),
    ("waku-reference", "True", "False"),
]
python_examples = []
