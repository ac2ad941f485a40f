set encoding utf8
set terminal pngcairo noenhanced size 1200,660 background rgb "white" font "sans,14"
set output "limits-nodes.png"
set title "Limits: messages for each node and hour"
set logscale x
set xlabel "nodes"
set xrange [83.33333333:360]
set xtics ("100" 100, "300" 300)
set logscale y
set ylabel "messages for each node and hour"
set yrange [527.7777778:2640]
set ytics ("600" 600, "700" 700, "800" 800, "900" 900, "1000" 1000, "1200" 1200, "1500" 1500, "2000" 2000, "2500" 2500)
set grid linetype 1 linecolor rgb "#DDDDDD" linewidth 1
set border 3
set tics nomirror out
set rmargin 4
set key off
$curve0 << EOD
100 2000 1900 2200
300 666.6666667 633.3333333 733.3333333
EOD
plot $curve0 with yerrorbars linecolor rgb "#0072B2" linewidth 2 pointtype 0 notitle, \
     $curve0 with linespoints linecolor rgb "#0072B2" linewidth 2 dashtype 1 pointtype 7 pointsize 1.5 notitle
set terminal pdfcairo noenhanced size 24cm,13.2cm font "sans,11"
set output "limits-nodes.pdf"
replot
unset output
