set encoding utf8
set terminal pngcairo noenhanced size 1200,816 background rgb "white" font "sans,14"
set output "load-case-3-nodes.png"
set title "Received by a node against nodes"
set logscale x
set xlabel "nodes"
set xrange [83.33333333:1200]
set xtics ("100" 100, "300" 300, "1000" 1000)
set logscale y
set ylabel "received by a node (MB/hour)"
set yrange [3.211753174:98.07]
set ytics ("5" 5, "10" 10, "20" 20, "50" 50)
set grid linetype 1 linecolor rgb "#DDDDDD" linewidth 1
set border 3
set tics nomirror out
set rmargin 4
set key outside bottom center horizontal Left reverse maxcols 1 samplen 3 width -2 height 0.7 spacing 1.1
$curve0 << EOD
100 5.01 0.2489105987
300 15.01 0.7457381411
1000 50.01 2.484634539
EOD
$curve1 << EOD
100 4.81 0.9558961915
300 13.8336 7.32385641
1000 48.01 9.541076123
EOD
$curve2 << EOD
100 5.01 0.2489105987
300 15.01 0.7457381411
1000 50.01 2.484634539
EOD
$curve3 << EOD
100 5.01 0.9558961915
300 14.4336 7.32385641
1000 50.01 9.541076123
EOD
$curve4 << EOD
100 5
300 15
1000 50
EOD
$curve5 << EOD
100 8.1725
300 24.5175
1000 81.725
EOD
plot $curve0 with yerrorbars linecolor rgb "#0072B2" linewidth 2 pointtype 0 notitle, \
     $curve0 with linespoints linecolor rgb "#0072B2" linewidth 2 dashtype 1 pointtype 7 pointsize 1.5 title "mode = Static, received payload", \
     $curve1 with yerrorbars linecolor rgb "#D55E00" linewidth 2 pointtype 0 notitle, \
     $curve1 with linespoints linecolor rgb "#D55E00" linewidth 2 dashtype 1 pointtype 5 pointsize 1.5 title "mode = GossipSub, received payload", \
     $curve2 with yerrorbars linecolor rgb "#009E73" linewidth 2 pointtype 0 notitle, \
     $curve2 with linespoints linecolor rgb "#009E73" linewidth 2 dashtype 1 pointtype 9 pointsize 1.5 title "mode = Static, received payload and control messages", \
     $curve3 with yerrorbars linecolor rgb "#CC79A7" linewidth 2 pointtype 0 notitle, \
     $curve3 with linespoints linecolor rgb "#CC79A7" linewidth 2 dashtype 1 pointtype 11 pointsize 1.5 title "mode = GossipSub, received payload and control messages", \
     $curve4 with lines linecolor rgb "#E69F00" linewidth 2 dashtype 2 title "load-case-3", \
     $curve5 with lines linecolor rgb "#CC79A7" linewidth 2 dashtype 2 title "load-case-4, mode = GossipSub"
set terminal pdfcairo noenhanced size 24cm,16.32cm font "sans,11"
set output "load-case-3-nodes.pdf"
replot
unset output
