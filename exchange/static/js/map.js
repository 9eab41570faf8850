// The map that moves. Nothing of it is fetched before somebody asks; without it the drawing and its links remain.
(() => {
  const WISH = "navette.map";
  const FARTHEST = 8, NEAREST = 13, NEAREST_TILE = 18;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const fetched = (make) => new Promise((resolve, reject) => {
    const element = make();
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

  function leaflet(figure) {
    if (window.L) return Promise.resolve();
    const sheet = () => Object.assign(document.createElement("link"), { rel: "stylesheet", href: figure.dataset.sheet });
    const script = () => Object.assign(document.createElement("script"), { src: figure.dataset.leaflet });
    return Promise.all([fetched(sheet), fetched(script)]);
  }

  // The drawing without its dots lies under the map: the same colours, the same names, no request.
  function ground(drawing) {
    const copy = drawing.cloneNode(true);
    copy.querySelectorAll(".map__spot, title, desc").forEach((part) => part.remove());
    ["class", "role", "aria-labelledby", "aria-describedby"].forEach((name) => copy.removeAttribute(name));
    copy.setAttribute("preserveAspectRatio", "none");
    copy.setAttribute("aria-hidden", "true");
    return copy;
  }

  function dot(L, feature) {
    const { label, count, kind, href } = feature.properties;
    const size = count > 99 ? 48 : count > 9 ? 40 : 34;
    const icon = L.divIcon({ className: `map-dot map-dot--${kind}`, html: String(count), iconSize: [size, size] });
    const [lon, lat] = feature.geometry.coordinates;
    const marker = L.marker([lat, lon], { icon, title: label, riseOnHover: true, zIndexOffset: 1000 - size * 20 });
    marker.on("add", () => {
      const element = marker.getElement();
      element.setAttribute("role", "link");
      element.setAttribute("aria-label", label);
    });
    const follow = () => location.assign(href);
    return marker.on("click", follow).on("keypress", (event) => event.originalEvent.key === "Enter" && follow());
  }

  const cells = (L, feature) => feature.properties.cells.map((ring) =>
    L.polygon(ring.map(([lon, lat]) => [lat, lon]), { className: "map-cell", interactive: false }));

  function lay(L, map, figure, drawing, corners) {
    const { tiles, credit } = figure.dataset;
    if (tiles) {
      const source = Object.assign(document.createElement("span"), { textContent: credit });
      L.tileLayer(tiles, { attribution: source.innerHTML, maxZoom: NEAREST_TILE }).addTo(map);
      map.attributionControl.setPrefix(false);
      return;
    }
    const copy = ground(drawing);
    map.on("zoomend", () => copy.style.setProperty("--zoom", 2 ** (map.getZoom() - 10)));
    L.svgOverlay(copy, corners, { interactive: false }).addTo(map);
  }

  // The server groups what stands too close for a zoom; the latest question wins.
  function counting(L, map, figure, box) {
    const dots = L.layerGroup().addTo(map);
    let asked = 0;
    return async () => {
      const mine = ++asked;
      const address = new URL(figure.dataset.places, location.href);
      address.searchParams.set("zoom", Math.floor(map.getZoom()));
      const answer = await fetch(address).catch(() => null);
      if (!answer?.ok || mine !== asked) return;
      const { features } = await answer.json();
      dots.clearLayers();
      features.forEach((feature) => [...cells(L, feature), dot(L, feature)].forEach((layer) => layer.addTo(dots)));
      box.dataset.dots = features.length;
    };
  }

  function live(figure, drawing, box) {
    const { L } = window;
    const [south, west, north, east] = figure.dataset.corners.split(",").map(Number);
    const corners = [[south, west], [north, east]];
    const tiles = Boolean(figure.dataset.tiles);
    const map = L.map(box, {
      zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, inertia: !calm,
      zoomControl: false, attributionControl: tiles, scrollWheelZoom: false, zoomSnap: 0.25,
      minZoom: FARTHEST, maxZoom: tiles ? NEAREST_TILE : NEAREST, maxBounds: L.latLngBounds(corners).pad(0.4),
    });
    L.control.zoom({ zoomInTitle: figure.dataset.in, zoomOutTitle: figure.dataset.out }).addTo(map);
    lay(L, map, figure, drawing, corners);
    map.on("zoomend", counting(L, map, figure, box));
    const aside = (east - west) / 5;
    map.fitBounds(L.latLngBounds([south, west + aside], [north, east - aside]).pad(-0.1), { animate: false });
    return map;
  }

  function offer(figure) {
    const drawing = figure.querySelector("svg.map");
    const button = figure.querySelector("[data-move]");
    const words = button.querySelector("[data-say]");
    const status = figure.querySelector("[role=status]");
    const swap = () => [words.textContent, words.dataset.say] = [words.dataset.say, words.textContent];
    const box = Object.assign(document.createElement("div"), { className: "map map--live", role: "region" });
    box.setAttribute("aria-label", figure.dataset.name);
    let map = null;
    function close() {
      map?.remove();
      map = null;
      box.remove();
      drawing.classList.remove("map--away");
      sessionStorage.removeItem(WISH);
    }
    async function open() {
      await leaflet(figure);
      drawing.classList.add("map--away");
      drawing.after(box);
      map = live(figure, drawing, box);
      sessionStorage.setItem(WISH, "live");
    }
    async function turn() {
      button.disabled = true;
      try {
        if (map) close();
        else await open();
        swap();
      } catch {
        close();
        status.textContent = status.dataset.failed;
      }
      button.disabled = false;
    }
    button.hidden = false;
    button.addEventListener("click", turn);
    if (sessionStorage.getItem(WISH)) turn();
  }

  document.querySelectorAll("[data-places]:not([data-offered])").forEach((figure) => {
    figure.dataset.offered = "";
    offer(figure);
  });
})();
