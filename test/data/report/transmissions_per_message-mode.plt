set encoding utf8
set terminal pngcairo noenhanced size 1200,390 background rgb "white" font "sans,14"
set output "transmissions_per_message-mode.png"
set title "Transmissions per message against mode"
set xlabel "transmissions per message"
set xrange [0:5251.05]
set ylabel ""
set yrange [2:-0.7]
set ytics ("Static" 0, "GossipSub" 1)
set grid linetype 1 linecolor rgb "#DDDDDD" linewidth 1
set border 3
set tics nomirror out
set rmargin 4
set lmargin at screen 0.12725
set key outside bottom center horizontal Left reverse maxcols 3 samplen 3 width -1 height 0.7 spacing 1.1
$curve0 << EOD
501 0
481 1
EOD
$curve1 << EOD
1501 0.22
1441 1.22
EOD
$curve2 << EOD
5001 0.44
4801 1.44
EOD
$curve3 << EOD
501 0
501 1
EOD
$curve4 << EOD
1501 0.22
1501 1.22
EOD
$curve5 << EOD
5001 0.44
5001 1.44
EOD
plot $curve0 with points linecolor rgb "#0072B2" linewidth 2 dashtype 1 pointtype 7 pointsize 1.5 title "nodes = 100", \
     $curve1 with points linecolor rgb "#D55E00" linewidth 2 dashtype 1 pointtype 5 pointsize 1.5 title "nodes = 300", \
     $curve2 with points linecolor rgb "#009E73" linewidth 2 dashtype 1 pointtype 9 pointsize 1.5 title "nodes = 1000", \
     $curve3 with points linecolor rgb "#0072B2" linewidth 2 dashtype 2 pointtype 2 pointsize 1.5 title "flooding, nodes = 100", \
     $curve4 with points linecolor rgb "#D55E00" linewidth 2 dashtype 2 pointtype 2 pointsize 1.5 title "flooding, nodes = 300", \
     $curve5 with points linecolor rgb "#009E73" linewidth 2 dashtype 2 pointtype 2 pointsize 1.5 title "flooding, nodes = 1000"
set terminal pdfcairo noenhanced size 24cm,7.8cm font "sans,11"
set output "transmissions_per_message-mode.pdf"
replot
unset output
