set encoding utf8
set terminal pngcairo noenhanced size 1200,712 background rgb "white" font "sans,14"
set output "transmissions_per_message-mode.png"
set title "Transmissions per message against mode"
set xlabel "mode"
set xrange [-0.5:1.5]
set xtics ("Static" 0, "GossipSub" 1)
set ylabel "transmissions per message"
set yrange [0:5251.05]
set grid linetype 1 linecolor rgb "#DDDDDD" linewidth 1
set border 3
set tics nomirror out
set rmargin 4
set key outside bottom center horizontal Left reverse maxcols 3 samplen 3 width -1 height 0.7 spacing 1.1
$curve0 << EOD
0 501
1 481
EOD
$curve1 << EOD
0 1501
1 1441
EOD
$curve2 << EOD
0 5001
1 4801
EOD
$curve3 << EOD
0 501
1 501
EOD
$curve4 << EOD
0 1501
1 1501
EOD
$curve5 << EOD
0 5001
1 5001
EOD
plot $curve0 with linespoints linecolor rgb "#0072B2" linewidth 2 dashtype 1 pointtype 7 pointsize 1.5 title "nodes = 100", \
     $curve1 with linespoints linecolor rgb "#D55E00" linewidth 2 dashtype 1 pointtype 5 pointsize 1.5 title "nodes = 300", \
     $curve2 with linespoints linecolor rgb "#009E73" linewidth 2 dashtype 1 pointtype 9 pointsize 1.5 title "nodes = 1000", \
     $curve3 with lines linecolor rgb "#0072B2" linewidth 2 dashtype 2 title "flooding, nodes = 100", \
     $curve4 with lines linecolor rgb "#D55E00" linewidth 2 dashtype 2 title "flooding, nodes = 300", \
     $curve5 with lines linecolor rgb "#009E73" linewidth 2 dashtype 2 title "flooding, nodes = 1000"
set terminal pdfcairo noenhanced size 24cm,14.24cm font "sans,11"
set output "transmissions_per_message-mode.pdf"
replot
unset output
