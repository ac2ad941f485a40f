// Where nodes are drawn: by force, on a ring, by hops from a node, or on a map. Coordinates are in
// units of their own; the canvas scales them to fit.
const DENSE = 3000; // more nodes are drawn as a density

// Longitude and latitude of regions by words in their names; the first that fits.
const REGION_PLACES = [
  [/na[_-]?east|us[_-]east|virginia|ohio|new.?york|toronto|montreal/, -76, 39],
  [/na[_-]?west|us[_-]west|oregon|california|san.?francisco/, -124, 41],
  [/north.?america|us[_-]?central|\bna\b|\bus\b|usa/, -98, 40],
  [/south.?america|sa[_-]east|brazil|sao/, -55, -15],
  [/south.?africa|africa|cape/, 23, -20],
  [/eu[_-]?west|ireland|london|uk\b/, -4, 52],
  [/eu[_-]?north|stockholm|finland/, 18, 60],
  [/europe|\beu\b|frankfurt|paris|amsterdam|eu[_-]/, 10, 49],
  [/west.?asia|middle.?east|bahrain|dubai|me[_-]/, 48, 30],
  [/ap[_-]south(?!east)|india|mumbai|south.?asia/, 78, 21],
  [/south.?east.?asia|ap[_-]southeast|singapore/, 104, 3],
  [/east.?asia|ap[_-]northeast|tokyo|japan|seoul|china|hong/, 122, 36],
  [/asia/, 95, 35],
  [/australia|sydney|oceania/, 134, -25],
];

const REGION_RADIUS = 0.29; // of the largest region

function placeRegions(names) {
  const places = names.map(name => {
    const found = REGION_PLACES.find(([words]) => words.test(name.toLowerCase()));
    return found && [found[1], found[2]];
  });
  const areUnique = new Set(places.filter(p => p).map(String)).size === names.length;
  return areUnique ? places : null; // otherwise regions stand on a ring
}

const layouts = {
  ring(data) {
    const at = new Float32Array(2 * data.n);
    for (let i = 0; i < data.n; i++) {
      const angle = 2 * Math.PI * i / data.n - Math.PI / 2;
      at[2 * i] = Math.cos(angle);
      at[2 * i + 1] = Math.sin(angle);
    }
    return {at};
  },

  // Rings of equal distance to a node, each node near the one that it has the message from.
  hops(data, root, parents) {
    const at = new Float32Array(2 * data.n);
    const depth = new Int32Array(data.n).fill(NONE);
    const parent = new Int32Array(data.n).fill(NONE);
    const order = [root];
    depth[root] = 0;
    const children = Array.from({length: data.n}, () => []);
    if (parents) {
      for (let i = 0; i < data.n; i++) if (parents[i] >= 0 && i !== root) children[parents[i]].push(i);
    }
    for (let i = 0; i < order.length; i++) {
      for (const peer of parents ? children[order[i]] : data.neighbours[order[i]]) {
        if (depth[peer] === NONE) {
          depth[peer] = depth[order[i]] + 1;
          parent[peer] = order[i];
          order.push(peer);
        }
      }
    }
    const leaves = new Float32Array(data.n).fill(0);
    for (let i = order.length - 1; i > 0; i--) {
      leaves[order[i]] = Math.max(leaves[order[i]], 1);
      leaves[parent[order[i]]] += leaves[order[i]];
    }
    const begin = new Float32Array(data.n);
    const used = new Float32Array(data.n);
    const rings = d3.max(order, node => depth[node]) || 1;
    for (const node of order) {
      if (node === root) continue;
      const of = parent[node];
      const total = leaves[root];
      begin[node] = begin[of] + used[of];
      used[of] += leaves[node];
      const angle = 2 * Math.PI * (begin[node] + leaves[node] / 2) / total - Math.PI / 2;
      // Many nodes of one ring stand side by side in a band of it.
      const radius = (depth[node] - 0.42 * ((node * 0.618034) % 1)) / rings;
      at[2 * node] = radius * Math.cos(angle);
      at[2 * node + 1] = radius * Math.sin(angle);
    }
    const lost = d3.range(data.n).filter(i => depth[i] === NONE);
    lost.forEach((node, i) => {
      at[2 * node] = 1.12 * Math.cos(2 * Math.PI * i / lost.length);
      at[2 * node + 1] = 1.12 * Math.sin(2 * Math.PI * i / lost.length);
    });
    return {at, rings: d3.range(1, rings + 1).map(i => i / rings)};
  },

  map(data) {
    const at = new Float32Array(2 * data.n);
    const land = JSON.parse(document.getElementById("land").textContent);
    const places = data.regions.length ? placeRegions(data.regions) : null;
    const isGeo = data.regions.length ? places !== null
      : data.places.every(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90);
    const project = d3.geoNaturalEarth1().scale(1).translate([0, 0]);
    if (!data.regions.length) {
      data.places.forEach((place, i) => {
        const [x, y] = isGeo ? project(place) : [place[0], -place[1]];
        at[2 * i] = x;
        at[2 * i + 1] = y;
      });
      return {at, land: isGeo ? drawLand(project, land) : null};
    }
    const members = data.regions.map(() => []);
    data.region.forEach((region, i) => members[region].push(i));
    const centres = data.regions.map((_, i) => {
      const angle = 2 * Math.PI * i / data.regions.length - Math.PI / 2;
      return isGeo ? project(places[i]) : [1.6 * Math.cos(angle), Math.sin(angle)];
    });
    const largest = d3.max(members, m => m.length);
    const labels = [];
    members.forEach((nodes, region) => {
      // As the seeds of a sunflower.
      const radius = REGION_RADIUS * Math.sqrt(nodes.length / largest);
      nodes.forEach((node, i) => {
        const r = radius * Math.sqrt((i + 0.5) / nodes.length);
        const angle = i * Math.PI * (3 - Math.sqrt(5));
        at[2 * node] = centres[region][0] + r * Math.cos(angle);
        at[2 * node + 1] = centres[region][1] + r * Math.sin(angle);
      });
      if (nodes.length) {
        labels.push({x: centres[region][0], y: centres[region][1] + radius,
          text: data.regions[region].replace(/_/g, " ") + " · " + format.count(nodes.length)});
      }
    });
    return {at, land: isGeo ? drawLand(project, land) : null, labels, spacing: REGION_RADIUS / Math.sqrt(largest),
      box: isGeo ? [-2.5, -1.42, 2.72, 0.98] : null};
  },

  // Settles while it is shown: call step() until it says that it is done.
  force(data) {
    const at = new Float32Array(2 * data.n);
    const nodes = d3.range(data.n).map(index => ({index}));
    const links = data.links.map(link => ({source: link.a, target: link.b}));
    const isLarge = data.n > 400;
    const simulation = d3.forceSimulation(nodes).stop()
      .force("link", d3.forceLink(links).distance(30).iterations(isLarge ? 1 : 2))
      .force("charge", d3.forceManyBody().strength(isLarge ? -24 : -60).theta(1.1).distanceMax(600))
      .force("x", d3.forceX().strength(0.03))
      .force("y", d3.forceY().strength(0.045))
      .alphaDecay(isLarge ? 0.035 : 0.025);
    const read = () => nodes.forEach((node, i) => {
      at[2 * i] = node.x;
      at[2 * i + 1] = node.y;
    });
    read();
    return {
      at,
      step(milliseconds) {
        const until = performance.now() + milliseconds;
        do {
          simulation.tick();
        } while (performance.now() < until && simulation.alpha() > 0.02);
        read();
        return simulation.alpha() <= 0.02;
      },
    };
  },
};

// Outlines of the continents as flat lists of projected points.
function drawLand(project, rings) {
  return rings.map(ring => {
    const line = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i < ring.length; i += 2) {
      x += ring[i];
      y += ring[i + 1];
      const [px, py] = project([x / 10, y / 10]);
      line.push(px, py);
    }
    return line;
  });
}

function getBox(layout, n) {
  if (layout.box) return layout.box;
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    x0 = Math.min(x0, layout.at[2 * i]); x1 = Math.max(x1, layout.at[2 * i]);
    y0 = Math.min(y0, layout.at[2 * i + 1]); y1 = Math.max(y1, layout.at[2 * i + 1]);
  }
  const margin = 0.03 * Math.max(x1 - x0, y1 - y0, 1e-6);
  return [x0 - margin, y0 - margin, x1 + margin, y1 + margin];
}
