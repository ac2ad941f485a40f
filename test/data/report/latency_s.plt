set encoding utf8
set terminal pngcairo noenhanced size 1200,738 background rgb "white" font "sans,14"
set output "latency_s.png"
set title "Distribution of latency"
set xlabel "latency (s)"
set xrange [0:0.7621760347]
set ylabel "share of deliveries"
set yrange [0:1.02]
set grid linetype 1 linecolor rgb "#DDDDDD" linewidth 1
set border 3
set tics nomirror out
set rmargin 4
set key outside bottom center horizontal Left reverse maxcols 2 samplen 3 width -1 height 0.7 spacing 1.1
$curve0 << EOD
0.09233981393 0
0.09233981393 0.06666666667
0.1846796279 0.2
0.2770194418 0.4
0.3693592557 0.6666666667
0.4616990696 1
EOD
$curve1 << EOD
0.1023398139 0
0.1023398139 0.06666666667
0.2046796279 0.2
0.3070194418 0.4
0.4093592557 0.6666666667
0.5116990696 1
EOD
$curve2 << EOD
0.1127780537 0
0.1127780537 0.06666666667
0.2255561074 0.2
0.3383341611 0.4
0.4511122148 0.6666666667
0.5638902684 1
EOD
$curve3 << EOD
0.1227780537 0
0.1227780537 0.06666666667
0.2455561074 0.2
0.3683341611 0.4
0.4911122148 0.6666666667
0.6138902684 1
EOD
$curve4 << EOD
0.1351763876 0
0.1351763876 0.06666666667
0.2703527751 0.2
0.4055291627 0.4
0.5407055502 0.6666666667
0.6758819378 1
EOD
$curve5 << EOD
0.1451763876 0
0.1451763876 0.06666666667
0.2903527751 0.2
0.4355291627 0.4
0.5807055502 0.6666666667
0.7258819378 1
EOD
plot $curve0 with steps linecolor rgb "#0072B2" linewidth 2 dashtype 1 title "nodes = 100, mode = Static", \
     $curve1 with steps linecolor rgb "#D55E00" linewidth 2 dashtype 1 title "nodes = 100, mode = GossipSub", \
     $curve2 with steps linecolor rgb "#009E73" linewidth 2 dashtype 1 title "nodes = 300, mode = Static", \
     $curve3 with steps linecolor rgb "#CC79A7" linewidth 2 dashtype 1 title "nodes = 300, mode = GossipSub", \
     $curve4 with steps linecolor rgb "#E69F00" linewidth 2 dashtype 1 title "nodes = 1000, mode = Static", \
     $curve5 with steps linecolor rgb "#56B4E9" linewidth 2 dashtype 1 title "nodes = 1000, mode = GossipSub"
set terminal pdfcairo noenhanced size 24cm,14.76cm font "sans,11"
set output "latency_s.pdf"
replot
unset output
