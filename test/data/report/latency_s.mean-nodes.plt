set encoding utf8
set terminal pngcairo noenhanced size 1200,712 background rgb "white" font "sans,14"
set output "latency_s.mean-nodes.png"
set title "Latency, mean against nodes"
set logscale x
set xlabel "nodes"
set xrange [83.33333333:1200]
set xtics ("100" 100, "300" 300, "1000" 1000)
set ylabel "latency, mean (s)"
set yrange [0:0.5678462633]
set grid linetype 1 linecolor rgb "#DDDDDD" linewidth 1
set border 3
set tics nomirror out
set rmargin 4
set key outside bottom center horizontal Left reverse maxcols 3 samplen 3 width -1 height 0.7 spacing 1.1
$curve0 << EOD
100 0.2770194418 0.01376308884
300 0.3383341611 0.01680937297
1000 0.4055291627 0.02014780572
EOD
$curve1 << EOD
100 0.3070194418 0.06101428589
300 0.3536007946 0.1872051705
1000 0.4355291627 0.08655315341
EOD
$curve2 << EOD
100 0.2570194418
300 0.3183341611
1000 0.3855291627
EOD
$curve3 << EOD
100 0.2756217114
300 0.3434404061
1000 0.4185181195
EOD
plot $curve0 with yerrorbars linecolor rgb "#0072B2" linewidth 2 pointtype 0 notitle, \
     $curve0 with linespoints linecolor rgb "#0072B2" linewidth 2 dashtype 1 pointtype 7 pointsize 1.5 title "mode = Static", \
     $curve1 with yerrorbars linecolor rgb "#D55E00" linewidth 2 pointtype 0 notitle, \
     $curve1 with linespoints linecolor rgb "#D55E00" linewidth 2 dashtype 1 pointtype 5 pointsize 1.5 title "mode = GossipSub", \
     $curve2 with lines linecolor rgb "#009E73" linewidth 2 dashtype 2 title "latency-case-1", \
     $curve3 with lines linecolor rgb "#CC79A7" linewidth 2 dashtype 2 title "random-regular-latency"
set terminal pdfcairo noenhanced size 24cm,14.24cm font "sans,11"
set output "latency_s.mean-nodes.pdf"
replot
unset output
