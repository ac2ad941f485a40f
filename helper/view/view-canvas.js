// The overlay on its canvas. Links are drawn once into a layer of their own; nodes and what moves
// are drawn in each frame.
class OverlayCanvas {
  constructor(canvas, layer, data, mesh) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.layer = layer; // stands below
    this.data = data;
    this.mesh = mesh;
    this.isDense = data.n > DENSE;
    this.transform = d3.zoomIdentity;
    this.counts = {};
    this.show = {links: data.links.length <= 30000, mesh: true, gossip: false};
  }

  resize() {
    const box = this.canvas.getBoundingClientRect();
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    this.width = box.width;
    this.height = box.height;
    this.ratio = ratio;
    for (const canvas of [this.canvas, this.layer]) {
      canvas.width = Math.max(1, Math.round(box.width * ratio));
      canvas.height = Math.max(1, Math.round(box.height * ratio));
    }
    this.place();
  }

  setColours() {
    const style = getComputedStyle(document.documentElement);
    this.colour = {};
    for (const name of ["link", "idle", "idle-edge", "first", "again", "mesh", "gossip", "hostile", "source", "land",
      "sea", "card", "muted", "ink", "line"]) {
      this.colour[name] = style.getPropertyValue("--" + name).trim();
    }
    this.share = d3.interpolateRgb(this.colour.idle, this.colour.first);
    this.layerKey = null;
  }

  setLayout(layout) {
    this.layout = layout;
    this.place();
  }

  // Scales the layout to the canvas.
  place() {
    if (!this.layout || !this.width) return;
    const n = this.data.n;
    const [x0, y0, x1, y1] = getBox(this.layout, n);
    const pad = {left: 24, top: 24, right: 24, bottom: 24};
    const scale = Math.min((this.width - pad.left - pad.right) / (x1 - x0), (this.height - pad.top - pad.bottom) / (y1 - y0));
    const dx = pad.left + (this.width - pad.left - pad.right - scale * (x1 - x0)) / 2 - scale * x0;
    const dy = pad.top + (this.height - pad.top - pad.bottom - scale * (y1 - y0)) / 2 - scale * y0;
    this.scale = scale;
    this.origin = [dx, dy];
    this.base = this.base || new Float32Array(2 * n);
    for (let i = 0; i < n; i++) {
      this.base[2 * i] = dx + scale * this.layout.at[2 * i];
      this.base[2 * i + 1] = dy + scale * this.layout.at[2 * i + 1];
    }
    this.index = null;
    this.applyTransform();
  }

  applyTransform() {
    const {k, x, y} = this.transform;
    this.screen = this.screen || new Float32Array(2 * this.data.n);
    for (let i = 0; i < this.screen.length; i += 2) {
      this.screen[i] = this.base[i] * k + x;
      this.screen[i + 1] = this.base[i + 1] * k + y;
    }
    const area = this.width * this.height / Math.max(1, this.data.n);
    const room = this.layout.spacing ? Math.min(5, 0.68 * this.layout.spacing * this.scale) : Math.sqrt(area) * 0.16;
    this.radius = Math.min(9, Math.max(1.4, room * Math.sqrt(k)));
    this.layerKey = null;
  }

  // The node at a place, or NONE.
  pick(x, y) {
    if (!this.index) {
      this.index = d3.quadtree(d3.range(this.data.n), i => this.base[2 * i], i => this.base[2 * i + 1]);
    }
    const {k} = this.transform;
    const [bx, by] = this.transform.invert([x, y]);
    return this.index.find(bx, by, Math.max(10, this.radius + 4) / k) ?? NONE;
  }

  isUp(link, t) {
    for (let i = 0; i < link.up.length; i++) {
      if (link.up[i] <= t && t < link.down[i]) return true;
    }
    return false;
  }

  strokeLinks(context, links, colour, width, alpha) {
    context.beginPath();
    for (const link of links) {
      context.moveTo(this.screen[2 * link.a], this.screen[2 * link.a + 1]);
      context.lineTo(this.screen[2 * link.b], this.screen[2 * link.b + 1]);
    }
    context.globalAlpha = alpha;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
    context.globalAlpha = 1;
  }

  // Land, rings and links, if they have changed.
  drawLayer(state) {
    const stamp = [this.mesh.version, state.linksVersion, JSON.stringify(this.show), state.node].join();
    if (this.layerKey === stamp) return;
    const isUrgent = this.layerKey === null || state.node !== this.layerNode;
    if (!isUrgent && performance.now() - this.layerTime < 150 && state.isPlaying) return; // links change often
    this.layerKey = stamp;
    this.layerNode = state.node;
    this.layerTime = performance.now();
    const context = this.layer.getContext("2d");
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    this.drawGround(context);
    if (!this.isDense) this.drawLinks(context, state);
    this.drawLabels(context);
  }

  drawLinks(context, state) {
    const links = this.data.links;
    const mesh = this.data.hasMesh && this.show.mesh;
    const up = links.filter(link => this.isUp(link, state.now) && state.online[link.a] && state.online[link.b]);
    const few = Math.min(1, 900 / Math.max(1, up.length));
    const inMesh = mesh ? up.filter(link => this.mesh.has(link)) : [];
    if (this.show.links) this.strokeLinks(context, up, this.colour.link, 0.8, 0.12 + 0.5 * few);
    if (this.show.gossip) {
      context.setLineDash([3, 4]);
      this.strokeLinks(context, up.filter(link => link.gossip), this.colour.gossip, 0.9, 0.15 + 0.5 * few);
      context.setLineDash([]);
    }
    const meshFew = Math.min(1, 900 / Math.max(1, inMesh.length));
    if (mesh) this.strokeLinks(context, inMesh, this.colour.mesh, 1, 0.07 + 0.55 * meshFew);
    this.counts.mesh = inMesh.length;
    this.counts.links = up.length;
    if (state.node !== NONE) {
      const own = up.filter(link => link.a === state.node || link.b === state.node);
      this.strokeLinks(context, own, this.colour.muted, 1, 0.9);
      if (mesh) this.strokeLinks(context, own.filter(link => this.mesh.has(link)), this.colour.mesh, 2, 1);
    }
  }

  drawGround(context) {
    const {k, x, y} = this.transform;
    const place = (px, py) => [(this.origin[0] + this.scale * px) * k + x, (this.origin[1] + this.scale * py) * k + y];
    if (this.layout.land) {
      context.beginPath();
      for (const ring of this.layout.land) {
        for (let i = 0; i < ring.length; i += 2) {
          const [px, py] = place(ring[i], ring[i + 1]);
          i === 0 ? context.moveTo(px, py) : context.lineTo(px, py);
        }
        context.closePath();
      }
      context.fillStyle = this.colour.land;
      context.fill();
    }
    if (this.layout.rings) {
      context.strokeStyle = this.colour.line;
      context.lineWidth = 1;
      for (const radius of this.layout.rings) {
        const [cx, cy] = place(0, 0);
        context.beginPath();
        context.arc(cx, cy, radius * this.scale * k, 0, 2 * Math.PI);
        context.stroke();
      }
    }
  }

  drawLabels(context) {
    const {k, x, y} = this.transform;
    if (this.layout.labels) {
      const boxes = [];
      context.font = "600 12px system-ui, sans-serif";
      context.textAlign = "center";
      context.textBaseline = "top";
      for (const label of this.layout.labels) {
        const px = (this.origin[0] + this.scale * label.x) * k + x;
        let py = (this.origin[1] + this.scale * label.y) * k + y + 8;
        const half = context.measureText(label.text).width / 2 + 4;
        // Below the labels that are there.
        for (const [bx, by, other] of boxes) {
          if (Math.abs(px - bx) < half + other && Math.abs(py - by) < 15) py = by + 15;
        }
        boxes.push([px, py, half]);
        context.lineWidth = 4;
        context.lineJoin = "round";
        context.strokeStyle = this.colour.sea;
        context.strokeText(label.text, px, py);
        context.fillStyle = this.colour.ink;
        context.fillText(label.text, px, py);
      }
    }
  }

  draw(state) {
    if (!this.screen) return;
    this.drawLayer(state);
    const context = this.context;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    this.isDense ? this.drawDensity(state) : this.drawNodes(state);
    this.drawTransfers(state);
    this.drawMarks(state);
  }

  fillCircles(nodes, colour, radius, edge) {
    const dot = this.getDot(colour, radius, edge);
    const side = dot.width / this.ratio;
    for (const i of nodes) {
      this.context.drawImage(dot, this.screen[2 * i] - side / 2, this.screen[2 * i + 1] - side / 2, side, side);
    }
  }

  drawNodes(state) {
    const groups = {idle: [], has: [], fresh: [], offline: []};
    const hostile = [];
    for (let i = 0; i < this.data.n; i++) {
      const group = !state.online[i] ? "offline" : state.reach[i] === 2 ? "fresh" : state.reach[i] === 1 ? "has" : "idle";
      if (this.data.hostile[i]) hostile.push(i);
      else groups[group].push(i);
    }
    const r = this.radius;
    this.fillCircles(groups.offline, this.colour.sea, r * 0.8, this.colour.idle);
    this.fillCircles(groups.idle, this.colour.idle, r, r > 3 ? this.colour["idle-edge"] : null);
    this.fillCircles(groups.has, this.colour.first, r, null);
    if (groups.fresh.length) {
      this.context.globalAlpha = 0.25;
      this.fillCircles(groups.fresh, this.colour.first, r * 2.1, null);
      this.context.globalAlpha = 1;
      this.fillCircles(groups.fresh, this.colour.first, r * 1.15, null);
    }
    for (const i of hostile) this.drawTriangle(i, r * 1.7, state);
    this.counts.offline = groups.offline.length;
    this.counts.hostile = hostile.length;
  }

  drawTriangle(i, r, state) {
    const context = this.context;
    const x = this.screen[2 * i];
    const y = this.screen[2 * i + 1];
    context.beginPath();
    context.moveTo(x, y - r);
    context.lineTo(x + r * 0.9, y + r * 0.7);
    context.lineTo(x - r * 0.9, y + r * 0.7);
    context.closePath();
    context.fillStyle = state.online[i] ? this.colour.hostile : this.colour.sea;
    context.fill();
    context.strokeStyle = state.reach[i] ? this.colour.ink : this.colour.hostile;
    context.lineWidth = 1;
    context.stroke();
  }

  // Cells in the colour of the share of their nodes that have the message.
  drawDensity(state) {
    const size = 7;
    const columns = Math.ceil(this.width / size) + 1;
    const rows = Math.ceil(this.height / size) + 1;
    const all = new Uint16Array(columns * rows);
    const reached = new Uint16Array(columns * rows);
    let offline = 0;
    for (let i = 0; i < this.data.n; i++) {
      const x = this.screen[2 * i];
      const y = this.screen[2 * i + 1];
      offline += state.online[i] ? 0 : 1;
      if (x < 0 || y < 0 || x >= this.width || y >= this.height || !state.online[i]) continue;
      const cell = Math.floor(y / size) * columns + Math.floor(x / size);
      all[cell]++;
      reached[cell] += state.reach[i] ? 1 : 0;
    }
    const most = d3.max(all) || 1;
    const context = this.context;
    // One path for each of a few shades.
    const shades = 9;
    for (let shade = 0; shade <= shades; shade++) {
      for (const strength of [0, 1, 2]) {
        context.beginPath();
        let isEmpty = true;
        for (let cell = 0; cell < all.length; cell++) {
          if (!all[cell]) continue;
          const level = all[cell] > most * 0.5 ? 2 : all[cell] > most * 0.2 ? 1 : 0;
          if (level === strength && Math.round(shades * reached[cell] / all[cell]) === shade) {
            const side = size - 1 - (2 - level);
            const inset = (size - side) / 2;
            context.rect((cell % columns) * size + inset, Math.floor(cell / columns) * size + inset, side, side);
            isEmpty = false;
          }
        }
        if (isEmpty) continue;
        context.fillStyle = this.share(shade / shades);
        context.globalAlpha = 0.6 + 0.2 * strength;
        context.fill();
      }
    }
    context.globalAlpha = 1;
    this.counts.offline = offline;
    this.counts.hostile = d3.sum(this.data.hostile);
  }

  // Copies on their way, each a dot on its link.
  drawTransfers(state) {
    const first = [];
    const again = [];
    let nFirst = 0;
    let nAgain = 0;
    for (const {message, since} of state.active) {
      // Transfers are in the order of sending: none that is under way is older than the longest.
      let i = d3.bisectLeft(message.sent, since - message.longest - 1e-6);
      const last = d3.bisectRight(message.sent, since);
      for (; i < last; i++) {
        const from = message.from[i];
        if (message.arrive[i] <= since || message.kind[i] === KIND.x || !state.ways[message.way[i]]) continue;
        const isFirst = message.kind[i] !== KIND.d;
        isFirst ? nFirst++ : nAgain++;
        if (from < 0) continue;
        const to = message.to[i];
        const share = (since - message.sent[i]) / (message.arrive[i] - message.sent[i]);
        const x = this.screen[2 * from] + share * (this.screen[2 * to] - this.screen[2 * from]);
        const y = this.screen[2 * from + 1] + share * (this.screen[2 * to + 1] - this.screen[2 * from + 1]);
        (isFirst ? first : again).push(x, y);
      }
    }
    this.counts.first = nFirst;
    this.counts.again = nAgain;
    const most = this.isDense ? 2500 : 8000;
    this.drawDots(again, this.colour.again, Math.max(1.1, this.radius * 0.36), most, 0.85);
    this.drawDots(first, this.colour.first, Math.max(1.5, this.radius * 0.52), most, 1);
  }

  drawDots(dots, colour, radius, most, alpha) {
    const context = this.context;
    const step = 2 * Math.max(1, Math.ceil(dots.length / 2 / most));
    context.globalAlpha = alpha;
    if (radius < 1.7) {
      // Squares of so few pixels look like circles and are drawn faster.
      context.fillStyle = colour;
      const side = 2 * radius;
      for (let i = 0; i < dots.length; i += step) context.fillRect(dots[i] - radius, dots[i + 1] - radius, side, side);
    } else {
      const dot = this.getDot(colour, radius);
      const side = dot.width / this.ratio;
      for (let i = 0; i < dots.length; i += step) context.drawImage(dot, dots[i] - side / 2, dots[i + 1] - side / 2, side, side);
    }
    context.globalAlpha = 1;
  }

  // A picture of a dot, which is drawn faster than a circle.
  getDot(colour, radius, edge) {
    const key = [colour, radius.toFixed(1), edge, this.ratio].join();
    this.dots = this.dots || new Map();
    if (!this.dots.has(key)) {
      const dot = document.createElement("canvas");
      dot.width = dot.height = Math.ceil(2 * radius * this.ratio) + 4;
      const context = dot.getContext("2d");
      context.fillStyle = colour;
      context.arc(dot.width / 2, dot.width / 2, radius * this.ratio, 0, 2 * Math.PI);
      context.fill();
      if (edge) {
        context.strokeStyle = edge;
        context.lineWidth = this.ratio * Math.min(1.5, radius / 2.5);
        context.stroke();
      }
      this.dots.set(key, dot);
    }
    return this.dots.get(key);
  }

  // Publishers and the chosen node.
  drawMarks(state) {
    const context = this.context;
    for (const {message} of state.active) {
      if (message.publisher < 0) continue;
      const x = this.screen[2 * message.publisher];
      const y = this.screen[2 * message.publisher + 1];
      const r = Math.max(6, this.radius * 1.7);
      context.beginPath();
      for (let i = 0; i < 10; i++) {
        const angle = Math.PI * i / 5 - Math.PI / 2;
        const radius = i % 2 ? r * 0.45 : r;
        context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
      }
      context.closePath();
      context.fillStyle = this.colour.source;
      context.fill();
      context.strokeStyle = this.colour.sea;
      context.lineWidth = 1.5;
      context.stroke();
    }
    if (state.node !== NONE) {
      context.beginPath();
      context.arc(this.screen[2 * state.node], this.screen[2 * state.node + 1], Math.max(8, this.radius * 1.9), 0, 2 * Math.PI);
      context.strokeStyle = this.colour.ink;
      context.lineWidth = 2;
      context.stroke();
    }
  }
}
