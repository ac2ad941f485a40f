// What the page is set to, its controls, and time going by.
const ICONS = {
  play: '<svg width="16" height="18" viewBox="0 0 16 18"><path d="M2 1.2v15.6a.8.8 0 0 0 1.2.7l12.2-7.8a.8.8 0 0 0 0-1.4L3.2.5A.8.8 0 0 0 2 1.2z"/></svg>',
  pause: '<svg width="16" height="18" viewBox="0 0 16 18"><path d="M2 1h4v16H2zM10 1h4v16h-4z"/></svg>',
};
const SPEEDS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800];
const THEMES = {auto: "◐", light: "☀", dark: "☾"};

class Page {
  constructor(raw) {
    this.data = decode(raw);
    this.mesh = new MeshState(this.data);
    this.totals = getTotals(this.data);
    this.numbers = {};
    this.topic = NONE;
    this.ways = [true, true, true];
    this.node = NONE;
    this.isRun = false;
    this.isPlaying = false;
    this.since = 0;  // time since the publish of the message, or since the start of the run
    this.now = 0;    // simulated time
    this.range = [0, 1];
    this.linksVersion = 0;
    this.online = new Uint8Array(this.data.n).fill(1);
    this.reach = new Uint8Array(this.data.n);
    this.frames = {count: 0, time: 0, draw: 0, worst: 0};
    this.events = [];  // of the slider
    this.shown = this.data.messages;
    this.message = this.shown[0] || null;
    this.canvas = new OverlayCanvas(document.getElementById("canvas"), document.getElementById("layer"), this.data, this.mesh);
    this.canvas.setColours();
    this.layoutNames = this.getLayoutNames();
    this.cards = {};
    for (const [id, title] of Object.entries(CHART_TITLES)) this.cards[id] = makeCard("#charts", id, title);
    this.makeHeader();
    this.makeFilters();
    this.makePlayer();
    this.makeCanvasEvents();
    this.makeKeys();
    this.applyHash();
    if (!this.layout) this.setLayout(this.layoutNames[0]);
    this.canvas.resize();
    this.choose(this.message);
    if (this.startAt !== undefined) this.seek(this.startAt);
    if (this.startNode !== undefined) this.select(this.startNode);
    new ResizeObserver(() => {
      this.canvas.resize();
      this.drawProfile();
      this.isDirty = true;
    }).observe(document.getElementById("overlay"));
    let width = document.getElementById("charts").clientWidth;
    new ResizeObserver(() => {
      if (document.getElementById("charts").clientWidth !== width) {
        width = document.getElementById("charts").clientWidth;
        this.drawCharts();
        drawNode(this);
      }
    }).observe(document.getElementById("charts"));
    this.last = performance.now();
    requestAnimationFrame(time => this.frame(time));
  }

  getLayoutNames() {
    const {data} = this;
    const names = data.n <= 2500 ? ["force", "hops", "ring"] : ["hops", "ring"];
    return data.regions.length > 1 || data.places.length ? ["map", ...names] : names;
  }

  // ---- header -------------------------------------------------------------------------------

  makeHeader() {
    const {data} = this;
    const s = data.summary;
    const names = {"waku-relay": "Waku relay", waku: "Waku", whisper: "Whisper", pss: "pss"};
    const title = names[s.protocol] || s.protocol || "Run";
    document.getElementById("title").textContent = title;
    document.title = `${title}, ${format.count(s.nodes || data.total)} nodes`;
    const degree = s.degree ? `, degree ${d3.format(".3~g")(s.degree)}` : "";
    document.getElementById("subtitle").textContent =
      `${format.count(s.nodes || data.total)} nodes${degree} · ${format.count(s.published)} message${s.published === 1 ? "" : "s"}` +
      `${s.message_bytes ? " of " + format.bytes(s.message_bytes) : ""} · ${format.time(data.end)} simulated · run ${s.rng_run}`;
    const ip = s.ingress_bytes_per_node || {};
    const facts = [
      ["delivered", s.expected_deliveries ? format.percent(s.delivery_ratio) : "–", `${format.count(s.delivered)} of ${format.count(s.expected_deliveries)}`, "delivery_ratio"],
      ["median latency", s.delivered ? format.time(s.latency_s.p50) : "–", "", "latency_p50"],
      ["95 % within", s.delivered ? format.time(s.latency_s.p95) : "–", "", "latency_p95"],
      ["copies of a message", d3.format(s.transmissions_per_message >= 1000 ? ",.0f" : ".4~g")(s.transmissions_per_message || 0), `${format.count(s.duplicates)} duplicates`, "transmissions"],
      ["received by a node", format.bytes(ip.ip || ip.protocol || 0), (ip.ip ? "IP" : "frames") + ", from the first publish", "ingress"],
    ];
    const items = d3.select("#facts").selectAll("div").data(facts).join("div");
    items.append("dt").text(f => f[0]);
    const value = items.append("dd").attr("data-fact", f => f[3]);
    value.append("span").text(f => f[1]);
    value.append("small").text(f => (f[2] ? " " + f[2] : ""));
    if (data.raw.notes.length) {
      d3.select("#notes").attr("hidden", null).selectAll("div").data(data.raw.notes).join("div").text(n => n);
    }
    this.setTheme(localStorageGet("waku-view-theme") || "auto");
    d3.select("#theme-button").on("click", () => this.nextTheme());
    d3.select("#help-button").on("click", () => this.showHelp());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.setTheme(this.theme));
  }

  setTheme(theme) {
    this.theme = theme;
    const isDark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    document.documentElement.style.colorScheme = isDark ? "dark" : "light";
    d3.select("#theme-button").text(THEMES[theme]).attr("aria-label", `Colours: ${theme}`).attr("title", `Colours: ${theme} (T)`);
    this.canvas.setColours();
    this.drawProfile();
  }

  nextTheme() {
    const names = Object.keys(THEMES);
    this.setTheme(names[(names.indexOf(this.theme) + 1) % names.length]);
    localStorageSet("waku-view-theme", this.theme);
  }

  showHelp() {
    const dialog = document.getElementById("help");
    const keys = [["space", "play or pause"], ["← →", "a step back or forward; with shift ten"], ["home, end", "to the beginning or the end"],
      ["↑ ↓", "previous or next message"], ["+ −", "faster or slower"], ["L", "next layout"], ["M G", "show meshes, gossip"], ["W", "one message or the whole run"],
      ["E", "to the next event; with shift the one before"],
      ["0", "show all"], ["T", "light or dark"], ["Esc", "close the node"]];
    dialog.innerHTML = "";
    const box = d3.select(dialog);
    box.append("h2").text("What is shown");
    box.append("p").text("Every dot that moves is a full message on its way from one node to another: a first copy if the receiver does not have it, " +
      "otherwise a duplicate. It sets out when the sender hands it to its send queue, and arrives when the receiver has all of it. Click a node to look into it.");
    box.append("h3").text("Keys");
    const rows = box.append("table").selectAll("tr").data(keys).join("tr");
    rows.append("td").append("kbd").text(k => k[0]);
    rows.append("td").text(k => k[1]);
    if (this.data.raw.settings.length) {
      box.append("h3").text("Settings of the run");
      const settings = box.append("div").attr("class", "settings").append("table").selectAll("tr").data(this.data.raw.settings).join("tr");
      settings.append("td").text(s => s[0]);
      settings.append("td").text(s => s[1]);
    }
    box.append("p").style("margin-top", "14px").append("button").attr("type", "button").text("Close").on("click", () => dialog.close());
    dialog.showModal();
  }

  // ---- filters ------------------------------------------------------------------------------

  makeFilters() {
    const {data} = this;
    const bar = d3.select("#filters");
    const group = (name, values, get, set) => {
      const box = bar.append("span").attr("class", "group").attr("role", "group").attr("aria-label", name);
      const buttons = box.selectAll("button").data(values).join("button").attr("type", "button").text(v => v[1]).on("click", (_, v) => set(v[0]));
      return () => buttons.attr("aria-pressed", v => v[0] === get());
    };
    const select = (name, options, set) => {
      const label = bar.append("label").text(name + " ");
      const box = label.append("select").attr("id", "choose-" + name).on("change", event => set(Number(event.target.value)));
      box.selectAll("option").data(options).join("option").attr("value", o => o[0]).text(o => o[1]);
      return box;
    };
    this.updateMode = group("What is played", [[false, "One message"], [true, "Whole run"]], () => this.isRun, isRun => this.setMode(isRun));
    this.messageSelect = select("message", [], number => this.choose(data.messages[number]));
    if (data.topics.length > 1) {
      select("topic", [[NONE, "all"], ...data.topics.map((t, i) => [i, t])], topic => this.setTopic(topic));
    }
    const ways = [0, 1, 2].filter(way => data.messages.some(m => m.way.includes(way)));
    if (ways.length > 1) {
      const names = [data.light ? "relay" : data.summary.protocol, "filter, lightpush", "store and other"];
      select("protocol", [[NONE, "all"], ...ways.map(w => [w, names[w]])], way => {
        this.ways = this.ways.map((_, i) => way === NONE || way === i);
        this.update();
      });
    }
    this.updateLayoutButtons = group("Layout", this.layoutNames.map(n => [n, n[0].toUpperCase() + n.slice(1)]), () => this.layoutName, name => this.setLayout(name));
    const check = (key, text) => {
      const label = bar.append("label");
      label.append("input").attr("type", "checkbox").attr("id", "show-" + key).property("checked", this.canvas.show[key]).on("change", event => {
        this.canvas.show[key] = event.target.checked;
        this.update();
      });
      label.append("span").text(text);
    };
    if (!this.canvas.isDense) {
      check("links", "links");
      if (data.hasMesh) check("mesh", "mesh");
      if (data.hasGossip) check("gossip", "gossip");
    }
    const go = bar.append("label").text("node ");
    go.append("input").attr("type", "number").attr("id", "go-node").attr("min", 0).attr("max", data.total - 1).attr("placeholder", "number")
      .on("change", event => {
        const position = event.target.value === "" ? NONE : data.position(Number(event.target.value));
        this.select(position >= 0 && position < data.n ? position : NONE);
      });
    this.fillMessages();
  }

  fillMessages() {
    this.messageSelect.selectAll("option").data(this.shown, m => m.index).join("option").attr("value", m => m.index)
      .text(m => `${m.number} · ${format.time(m.time)} · ${m.delivered} of ${m.expected}`);
    this.messageSelect.property("disabled", !this.shown.length);
  }

  setTopic(topic) {
    this.topic = topic;
    this.shown = this.data.messages.filter(m => topic === NONE || m.topic === topic);
    this.fillMessages();
    this.choose(this.shown.includes(this.message) ? this.message : this.shown[0] || null);
  }

  setMode(isRun) {
    this.isRun = isRun || !this.message;
    this.choose(this.message);
  }

  setLayout(name) {
    this.layoutName = name;
    const root = this.message && this.message.publisher >= 0 ? this.message.publisher : 0;
    const parents = this.message && this.data.n > DENSE ? getSpread(this.data, this.message).parent : null;
    this.layout = layouts[name](this.data, root, parents);
    this.layoutRoot = this.message;
    this.canvas.transform = d3.zoomIdentity;
    if (this.zoom) d3.select(this.canvas.canvas).call(this.zoom.transform, d3.zoomIdentity);
    this.canvas.setLayout(this.layout);
    this.updateLayoutButtons();
    this.update();
  }

  // ---- player -------------------------------------------------------------------------------

  makePlayer() {
    d3.select("#play").html(ICONS.play).on("click", () => this.play(!this.isPlaying));
    d3.select("#time").on("input", event => this.seek(this.range[1] * event.target.value / 1000));
    document.getElementById("scrubber").classList.toggle("events", this.data.raw.marks.length > 0);
    d3.select("#scrubber").on("mousemove", event => {
      const x = d3.pointer(event)[0];
      const near = this.events.filter(one => Math.abs(one.x - x) < 5);
      document.getElementById("time").title = near.map(one => `${one.text}, ${format.time(one.since)}`).join("\n");
    });
    d3.select("#speed").on("change", event => { this.speed = Number(event.target.value); })
      .selectAll("option").data(SPEEDS).join("option").attr("value", s => s)
      .text(s => (s < 1 ? `1/${Math.round(1 / s)}` : `${s} ×`));
  }

  // Sets the range of the slider, and a speed at which it lasts some ten seconds.
  setRange() {
    const end = this.isRun ? this.data.end : this.message ? this.message.end * 1.03 : 1;
    this.range = [0, end || 1];
    this.step = this.range[1] / 100;
    const wanted = this.range[1] / (this.isRun ? 30 : 9);
    this.speed = SPEEDS.reduce((best, s) => (Math.abs(Math.log(s / wanted)) < Math.abs(Math.log(best / wanted)) ? s : best));
    d3.select("#speed").property("value", this.speed);
  }

  // First copies and duplicates over the time of the slider.
  drawProfile() {
    const canvas = document.getElementById("profile");
    const box = canvas.getBoundingClientRect();
    if (!this.range || !box.width) return;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    canvas.width = box.width * ratio;
    canvas.height = box.height * ratio;
    const bins = Math.max(1, Math.floor(box.width / 3));
    const first = new Float32Array(bins);
    const again = new Float32Array(bins);
    const messages = this.isRun ? this.shown : this.message ? [this.message] : [];
    for (const m of messages) {
      const offset = this.isRun ? m.time : 0;
      for (let i = 0; i < m.count; i++) {
        const bin = Math.floor(bins * (m.arrive[i] + offset) / this.range[1]);
        if (bin >= 0 && bin < bins) (m.kind[i] === KIND.d ? again : first)[bin]++;
      }
    }
    const most = d3.max(first, (v, i) => v + again[i]) || 1;
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, box.width, box.height);
    const width = box.width / bins;
    const lane = this.data.raw.marks.length ? 14 : 0;
    const height = v => (v ? Math.max(1, (box.height - lane - 2) * Math.sqrt(v / most)) : 0);
    for (let i = 0; i < bins; i++) {
      const whole = height(first[i] + again[i]);
      context.fillStyle = this.canvas.colour.again;
      context.fillRect(i * width, box.height - whole, width - 0.6, whole);
      const part = whole * first[i] / (first[i] + again[i] || 1);
      context.fillStyle = this.canvas.colour.first;
      context.fillRect(i * width, box.height - part, width - 0.6, part);
    }
    context.fillStyle = this.canvas.colour.line;
    context.fillRect(0, box.height - 1, box.width, 1);
    this.drawEvents(context, box, lane);
  }

  // What happens to the network: a line, and in the lane above its name where there is room for it.
  drawEvents(context, box, lane) {
    const offset = this.isRun || !this.message ? 0 : this.message.time;
    const colour = this.canvas.colour;
    context.font = "10.5px " + getComputedStyle(document.body).fontFamily;
    context.textBaseline = "middle";
    this.events = [];
    let free = 0;
    for (const mark of d3.sort(this.data.raw.marks, mark => mark.time_s)) {
      const x = box.width * (mark.time_s - offset) / this.range[1];
      if (x < 0 || x > box.width) continue;
      this.events.push({x, text: mark.text, since: mark.time_s - offset});
      context.fillStyle = colour.hostile;
      context.fillRect(Math.min(x, box.width - 1.5), lane - 1, 1.5, box.height);
      const width = context.measureText(mark.text).width;
      const left = Math.max(0, Math.min(x - 1, box.width - width));
      if (left < free) continue;
      free = left + width + 9;
      context.fillText(mark.text, left, lane / 2 - 1);
    }
  }

  play(isPlaying) {
    if (isPlaying && this.since >= this.range[1]) this.seek(0);
    this.isPlaying = isPlaying;
    d3.select("#play").html(isPlaying ? ICONS.pause : ICONS.play).attr("aria-label", isPlaying ? "Pause" : "Play");
    if (!isPlaying) {
      this.canvas.layerKey = null;
      this.update();
      if (this.node !== NONE) drawNode(this);
    }
  }

  seek(since) {
    this.since = Math.max(0, Math.min(this.range[1], since));
    this.update();
  }

  // Goes to the event after or before this time.
  seekEvent(direction) {
    const margin = this.range[1] * 1e-6;
    const ahead = this.events.filter(one => (one.since - this.since) * direction > margin);
    if (ahead.length) this.seek(direction > 0 ? ahead[0].since : ahead[ahead.length - 1].since);
  }

  choose(message) {
    const isOther = message !== this.message || this.wasRun !== this.isRun;
    this.message = message;
    this.wasRun = this.isRun;
    if (!message) this.isRun = true;
    this.setRange();
    if (isOther) this.since = this.isRun ? 0 : this.range[1];
    if (message) this.messageSelect.property("value", message.index);
    if (this.layoutName === "hops" && this.layoutRoot !== message) this.setLayout("hops");
    this.updateMode();
    this.drawCharts();
    this.drawProfile();
    this.update();
    drawNode(this);
  }

  select(node) {
    this.node = node;
    d3.select("#go-node").property("value", node === NONE ? "" : this.data.label(node));
    this.update();
    drawNode(this);
    charts.load(this.cards.load, this);
    if (node !== NONE) document.getElementById("side").scrollTop = 0;
  }

  drawCharts() {
    for (const [id, draw] of Object.entries(charts)) draw(this.cards[id], this);
  }

  getAbsences(node) {
    const changes = this.data.presence[node];
    if (!this.data.hasPresence) return [];
    const absences = [];
    let since = 0;
    for (const [time, isOnline] of changes) {
      if (isOnline && since !== null) {
        if (time > since) absences.push([since, time]);
        since = null;
      } else if (!isOnline && since === null) {
        since = time;
      }
    }
    if (since !== null) absences.push([since, Infinity]);
    return absences;
  }

  // ---- state --------------------------------------------------------------------------------

  // What nodes, links and meshes are at the time, for the next frame.
  update() {
    const {data} = this;
    this.now = this.isRun ? this.since : (this.message ? this.message.time : 0) + this.since;
    if (data.hasPresence) {
      let changed = false;
      for (let i = 0; i < data.n; i++) {
        const isOnline = data.isOnline(i, this.now) ? 1 : 0;
        changed = changed || isOnline !== this.online[i];
        this.online[i] = isOnline;
      }
      if (changed) this.linksVersion++;
    }
    const links = d3.bisectRight(this.getLinkTimes(), this.now);
    if (links !== this.linkTimes) {
      this.linkTimes = links;
      this.linksVersion++;
    }
    this.mesh.moveTo(this.now, this.isRun || !this.message ? this.topic : this.topic !== NONE ? this.topic : this.message.topic);
    this.active = this.isRun
      ? this.shown.filter(m => m.time <= this.now && this.now <= m.time + m.end).map(message => ({message, since: this.now - message.time}))
      : this.message ? [{message: this.message, since: this.since}] : [];
    this.reached = 0;
    this.reach.fill(0);
    const glow = this.range[1] / (this.isRun ? 150 : 30);
    for (const {message, since} of this.active) {
      const {at} = getSpread(data, message);
      for (let i = 0; i < data.n; i++) {
        if (at[i] <= since) {
          const fresh = since - at[i] < glow && i !== message.publisher;
          this.reach[i] = Math.max(this.reach[i], fresh ? 2 : 1);
        }
      }
    }
    for (let i = 0; i < data.n; i++) this.reached += this.reach[i] ? 1 : 0;
    this.isDirty = true;
  }

  getLinkTimes() {
    if (!this.allLinkTimes) {
      const {up_s: up, down_s: down} = this.data.raw.links;
      this.allLinkTimes = Float64Array.from([...up, ...down.filter(t => t !== null)]).sort();
    }
    return this.allLinkTimes;
  }

  drawLegend() {
    const {data, canvas} = this;
    const c = canvas.counts;
    const dot = (colour, extra = "") => `<svg width="20" height="14"><circle cx="10" cy="7" r="4.5" fill="${colour}" ${extra}/></svg>`;
    const small = colour => `<svg width="20" height="14"><path d="M1 7h18" stroke="var(--link)"/><circle cx="10" cy="7" r="3" fill="${colour}"/></svg>`;
    const line = (colour, dash = "") => `<svg width="20" height="14"><path d="M1 7h18" stroke="${colour}" stroke-width="2" ${dash}/></svg>`;
    const rows = [];
    const has = this.isRun ? "has one of the messages" : "has the message";
    rows.push([dot("var(--first)"), has, this.reached]);
    rows.push([dot("var(--idle)", 'stroke="var(--idle-edge)"'), "has not", data.n - this.reached]);
    rows.push([small("var(--first)"), "first copy on its way", c.first || 0]);
    rows.push([small("var(--again)"), "duplicate on its way", c.again || 0]);
    rows.push(['<svg width="20" height="14"><path d="M10 0l2 5h5l-4 3 2 5-5-3-5 3 2-5-4-3h5z" fill="var(--source)"/></svg>', "publisher", ""]);
    if (data.hasMesh && canvas.show.mesh && !canvas.isDense) rows.push([line("var(--mesh)"), "in a mesh", c.mesh ?? ""]);
    if (canvas.show.links && !canvas.isDense) rows.push([line("var(--link)"), "connected", c.links ?? ""]);
    if (canvas.show.gossip && !canvas.isDense) rows.push([line("var(--gossip)", 'stroke-dasharray="3 3"'), "gossip in the run", ""]);
    if (data.hasPresence && c.offline) rows.push([dot("var(--sea)", 'stroke="var(--idle)"'), "offline", c.offline]);
    if (c.hostile) rows.push(['<svg width="20" height="14"><path d="M10 1l6 11H4z" fill="var(--hostile)"/></svg>', "hostile", c.hostile]);
    const html = rows.map(([icon, text, count]) => `<div>${icon}<span>${text}</span><b>${count === "" ? "" : format.count(count)}</b></div>`).join("");
    if (html !== this.legendHtml) document.getElementById("legend").innerHTML = this.legendHtml = html;
  }

  frame(time) {
    const elapsed = time - this.last;
    this.last = time;
    if (this.isPlaying && elapsed > 0) {
      this.since = Math.min(this.range[1], this.since + this.speed * Math.min(elapsed, 250) / 1000);
      this.update();
      if (this.since >= this.range[1]) this.play(false);
    }
    if (this.layout.step) {
      if (this.layout.step(this.isPlaying ? 4 : 14)) this.layout.step = null;
      this.canvas.place();
      this.isDirty = true;
    }
    const begin = performance.now();
    if (this.isDirty) {
      this.isDirty = false;
      this.canvas.draw(this);
      if (!this.lastText || time - this.lastText > 80 || !this.isPlaying) {
        this.lastText = time;
        this.drawTexts();
      }
    }
    const took = performance.now() - begin;
    this.frames.count++;
    this.frames.time += elapsed;
    this.frames.draw += took;
    this.frames.worst = Math.max(this.frames.worst, elapsed);
    requestAnimationFrame(next => this.frame(next));
  }

  drawTexts() {
    document.getElementById("time").value = 1000 * this.since / this.range[1];
    const clock = document.getElementById("clock");
    const offset = this.isRun || !this.message ? "of the run" : `at ${format.time(this.now)} of the run`;
    clock.innerHTML = `${format.time(this.since)}<small>${offset}</small>`;
    if (this.moveNow) this.moveNow(this.isRun ? null : this.since);
    this.drawLegend();
    updateNode(this);
  }

  // ---- input --------------------------------------------------------------------------------

  makeCanvasEvents() {
    const {canvas} = this.canvas;
    const view = d3.select(canvas);
    this.zoom = d3.zoom().scaleExtent([0.5, 40]).on("zoom", event => {
      this.canvas.transform = event.transform;
      if (this.canvas.base) this.canvas.applyTransform();
      this.isDirty = true;
    });
    view.call(this.zoom).on("dblclick.zoom", null);
    view.on("click", event => this.select(this.canvas.pick(...d3.pointer(event))));
    view.on("mousemove", event => {
      const node = this.canvas.pick(...d3.pointer(event));
      const hover = d3.select("#hover").attr("hidden", node === NONE ? "" : null);
      canvas.style.cursor = node === NONE ? "grab" : "pointer";
      if (node !== NONE) {
        const at = this.message && !this.isRun ? getSpread(this.data, this.message).at[node] : null;
        hover.style("left", this.canvas.screen[2 * node] + "px").style("top", this.canvas.screen[2 * node + 1] + "px")
          .text(`${this.data.role(node).name} ${this.data.label(node)}` + (at === null ? "" : at === Infinity ? ", never" : `, ${format.time(at)}`));
      }
    }).on("mouseleave", () => d3.select("#hover").attr("hidden", ""));
    d3.select("#zoom-in").on("click", () => view.call(this.zoom.scaleBy, 1.5));
    d3.select("#zoom-out").on("click", () => view.call(this.zoom.scaleBy, 1 / 1.5));
    d3.select("#zoom-fit").on("click", () => view.call(this.zoom.transform, d3.zoomIdentity));
  }

  makeKeys() {
    const turn = step => {
      const i = this.shown.indexOf(this.message) + step;
      if (this.shown[i]) this.choose(this.shown[i]);
    };
    const toggle = key => {
      const box = document.getElementById("show-" + key);
      if (box) box.click();
    };
    const speed = step => {
      this.speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, SPEEDS.indexOf(this.speed) + step))];
      d3.select("#speed").property("value", this.speed);
    };
    const actions = {
      " ": () => this.play(!this.isPlaying),
      ArrowLeft: event => this.seek(this.since - this.step * (event.shiftKey ? 10 : 1)),
      ArrowRight: event => this.seek(this.since + this.step * (event.shiftKey ? 10 : 1)),
      Home: () => this.seek(0), End: () => this.seek(this.range[1]),
      ArrowUp: () => turn(-1), ArrowDown: () => turn(1),
      "+": () => speed(1), "=": () => speed(1), "-": () => speed(-1),
      l: () => this.setLayout(this.layoutNames[(this.layoutNames.indexOf(this.layoutName) + 1) % this.layoutNames.length]),
      e: event => this.seekEvent(event.shiftKey ? -1 : 1), m: () => toggle("mesh"), g: () => toggle("gossip"), w: () => this.setMode(!this.isRun), t: () => this.nextTheme(),
      0: () => d3.select("#zoom-fit").dispatch("click"), "?": () => this.showHelp(), Escape: () => this.select(NONE),
    };
    addEventListener("keydown", event => {
      const tag = event.target.tagName;
      const isOwn = tag === "SELECT" || (tag === "INPUT" && event.target.type === "number") || (tag === "BUTTON" && event.key === " ") ||
        document.getElementById("help").open;
      const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (isOwn || !action || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      action(event);
    });
  }

  // `#message=3&at=0.4&node=5&layout=ring&theme=dark&run&play` of the address sets what is shown first.
  applyHash() {
    const words = new URLSearchParams(location.hash.slice(1));
    if (words.has("theme")) this.setTheme(words.get("theme") in THEMES ? words.get("theme") : "auto");
    if (words.has("message")) this.message = this.data.messages[Number(words.get("message"))] || this.message;
    this.isRun = words.has("run") || !this.message;
    if (words.has("at")) this.startAt = Number(words.get("at"));
    if (words.has("node")) this.startNode = this.data.position(Number(words.get("node")));
    if (layouts[words.get("layout")] && this.layoutNames.includes(words.get("layout"))) this.setLayout(words.get("layout"));
    if (words.has("play")) this.isPlaying = true;
  }
}

// Storage is refused to some pages that come from a disk.
function localStorageGet(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}
function localStorageSet(key, value) {
  try { localStorage.setItem(key, value); } catch { /* the choice lasts as long as the page */ }
}

window.wakuView = new Page(JSON.parse(document.getElementById("data").textContent));
