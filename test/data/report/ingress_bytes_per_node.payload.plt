set encoding utf8
set terminal pngcairo noenhanced size 1200,386 background rgb "white" font "sans,14"
set output "ingress_bytes_per_node.payload.png"
set title "Payload that a node receives"
set xlabel "received by a node, payload (kB)"
set xrange [0:148.1021949]
set ylabel ""
set yrange [6:-0.7]
set ytics ("nodes = 100, mode = Static" 0, "nodes = 100, mode = GossipSub" 1, "nodes = 300, mode = Static" 2, "nodes = 300, mode = GossipSub" 3, "nodes = 1000, mode = Static" 4, "nodes = 1000, mode = GossipSub" 5)
set grid linetype 1 linecolor rgb "#DDDDDD" linewidth 1
set border 3
set tics nomirror out
set rmargin 4
set lmargin at screen 0.3075
set key off
$curve0 << EOD
100.2 0 4.978211974
96.2 1 19.11792383
100.0666667 2 4.971587607
92.224 3 48.8257094
100.02 4 4.969269079
96.02 5 19.08215225
EOD
plot $curve0 with xerrorbars linecolor rgb "#0072B2" linewidth 2 pointtype 0 notitle, \
     $curve0 with points linecolor rgb "#0072B2" linewidth 2 dashtype 1 pointtype 7 pointsize 1.5 notitle
set terminal pdfcairo noenhanced size 24cm,7.72cm font "sans,11"
set output "ingress_bytes_per_node.payload.pdf"
replot
unset output
