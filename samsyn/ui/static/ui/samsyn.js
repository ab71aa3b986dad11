// Stöd ovanpå sidor som fungerar utan skript: meny, rutan "Så är siffran räknad", tangenter, summor, filer.
(() => {
  "use strict";
  const one = (s, r = document) => r.querySelector(s);
  const all = (s, r = document) => [...r.querySelectorAll(s)];
  const html = document.documentElement;
  html.classList.add("js");

  // ---- Menyn på smal skärm ----
  const knapp = one(".menyknapp"), meny = one("#meny");
  const visaMeny = (ja) => {
    meny.classList.toggle("oppen", ja);
    knapp.setAttribute("aria-expanded", ja);
    knapp.textContent = ja ? "Stäng" : "Meny";
  };
  if (knapp && meny) {
    knapp.setAttribute("role", "button");
    knapp.setAttribute("aria-controls", "meny");
    visaMeny(false);
    knapp.addEventListener("click", (e) => { e.preventDefault(); visaMeny(!meny.classList.contains("oppen")); });
    knapp.addEventListener("keydown", (e) => { if (e.key === " ") { e.preventDefault(); knapp.click(); } });
  }

  // ---- Listor som fälls ut: stängs av klick utanför och av Esc ----
  document.addEventListener("click", (e) => all(".fall[open]").forEach((d) => { if (!d.contains(e.target)) d.open = false; }));

  // ---- Rutan "Så är siffran räknad" ----
  // En siffra är en vanlig länk. Med skript hämtas dess sida som ett utsnitt till rutan; fokus går dit och tillbaka.
  const lada = one("#lada"), inne = lada && one("#lada-inne", lada), bakat = lada && one(".bakat", lada);
  const telefon = matchMedia("(max-width: 60rem)");
  let fran = null, spar = [];
  const stang = () => {
    if (!lada.open) return;
    lada.close();
    all(".fig.oppen, .bricka.oppen").forEach((f) => f.classList.remove("oppen"));
    spar = [];
    if (fran && fran.isConnected) fran.focus();
  };
  const hamta = (adress) => {
    bakat.hidden = spar.length < 2;
    lada.setAttribute("aria-busy", "true");
    htmx.ajax("GET", adress, { source: inne, target: inne, swap: "innerHTML" });
  };
  const oppna = (siffra) => {
    if (!lada.contains(siffra)) {
      all(".fig.oppen, .bricka.oppen").forEach((f) => f.classList.remove("oppen"));
      siffra.classList.add("oppen");
      fran = siffra; spar = [];
      if (!lada.open) telefon.matches ? lada.showModal() : lada.show();
    }
    spar.push(siffra.href);
    lada.focus({ preventScroll: true });
    if (siffra === fran) siffra.scrollIntoView({ block: "nearest", inline: "nearest" });
    hamta(siffra.href);
  };
  if (lada && window.htmx) {
    document.addEventListener("click", (e) => {
      const siffra = e.target.closest && e.target.closest("a.fig, a.bricka");
      if (!siffra || siffra.closest("[data-vanlig]") || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
      e.preventDefault();
      oppna(siffra);
    });
    one(".stang", lada).addEventListener("click", stang);
    bakat.addEventListener("click", () => { spar.pop(); hamta(spar[spar.length - 1]); lada.focus(); });
    lada.addEventListener("cancel", (e) => { e.preventDefault(); stang(); });
    lada.addEventListener("click", (e) => { if (e.target === lada && lada.matches(":modal") && e.offsetY < 0) stang(); });
    const klar = () => lada.removeAttribute("aria-busy");
    inne.addEventListener("htmx:beforeSwap", (e) => {
      // en hel sida i stället för ett utsnitt betyder inloggning: gå dit
      if (/^\s*<!doctype/i.test(e.detail.serverResponse || "")) { e.detail.shouldSwap = false; location.assign(spar[spar.length - 1]); }
    });
    inne.addEventListener("htmx:afterSwap", () => { klar(); lada.scrollTop = 0; });
    const fel = () => {
      klar();
      const p = document.createElement("p"), a = document.createElement("a");
      p.className = "besked fel"; a.href = spar[spar.length - 1]; a.textContent = "Öppna uträkningen på en egen sida.";
      p.append("Uträkningen gick inte att hämta. ", a);
      inne.replaceChildren(p);
    };
    inne.addEventListener("htmx:responseError", fel);
    inne.addEventListener("htmx:sendError", fel);
  }

  // ---- Tangenter ----
  // Enstaka tecken går att stänga av (de kan störa den som styr med rösten). Valet ligger i webbläsaren.
  const PA = "samsyn.tangenter", hjalp = one("#tangenter");
  const minne = { las: () => { try { return localStorage.getItem(PA) !== "av"; } catch { return true; } },
                  skriv: (pa) => { try { localStorage.setItem(PA, pa ? "pa" : "av"); } catch { /* gäller då bara den här sidan */ } } };
  let enkla = minne.las();
  if (hjalp) {
    const val = one("input", hjalp);
    val.checked = enkla;
    val.addEventListener("change", () => { enkla = val.checked; minne.skriv(enkla); });
    all("[data-tangenter]").forEach((b) => { b.hidden = false; b.addEventListener("click", () => hjalp.showModal()); });
    one(".stang", hjalp).addEventListener("click", () => hjalp.close());
  }
  const sok = () => {
    const falt = one("#sok");
    if (!falt) return;
    if (!falt.offsetParent && meny) visaMeny(true);
    falt.focus(); falt.select();
  };
  const GRANNE = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const flytta = (siffra, [rader, spalter]) => {
    const cell = siffra.closest("td"), tabell = siffra.closest("table");
    if (!cell || !tabell) return null;
    const rad = all("tbody tr", tabell);
    let r = rad.indexOf(cell.parentElement), k = cell.cellIndex;
    for (r += rader, k += spalter; rad[r] && k > 0 && k < 60; r += rader, k += spalter) {
      const nasta = rad[r].cells[k] && one("a.fig", rad[r].cells[k]);
      if (nasta) return nasta;
      if (!rad[r].cells[k] && spalter) break;
    }
    return null;
  };
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      const lista = one(".fall[open]");
      if (lista) { lista.open = false; one("summary", lista).focus(); }
      else if (lada && lada.open && !one("dialog:modal:not(#lada)")) stang();
      else if (meny && meny.classList.contains("oppen")) { visaMeny(false); knapp.focus(); }
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    if (GRANNE[e.key] && e.target.matches("td a.fig")) {
      const nasta = flytta(e.target, GRANNE[e.key]);
      if (nasta) { e.preventDefault(); nasta.focus(); }
      return;
    }
    if (!enkla || e.target.closest("input, textarea, select, [contenteditable]")) return;
    if (e.key === "/") { e.preventDefault(); sok(); }
    if (e.key === "?" && hjalp && !hjalp.open) { e.preventDefault(); hjalp.showModal(); }
  });

  // ---- Summor medan man skriver ----
  // data-summa="id1 id2 -id3" räknas om; data-lika säger om samma summa är noll. Tomt är okänt,
  // utom i ett fält som visar 0 när det är tomt (placeholder).
  const tal = (id) => {
    const falt = document.getElementById(id), text = falt ? falt.value.replace(/[\s\u00a0\u202f]/g, "").replace("\u2212", "-").replace(",", ".") : "";
    return text !== "" ? Number(text) : falt && falt.placeholder === "0" ? 0 : NaN;
  };
  const summa = (lista) => lista.trim().split(/\s+/).reduce((s, id) => (id[0] === "-" ? s - tal(id.slice(1)) : s + tal(id)), 0);
  const visat = (n) => (isNaN(n) ? "\u2013" : (Math.round(n * 100) / 100).toLocaleString("sv-SE").replace("-", "\u2212"));
  const rakna = () => {
    all("output[data-summa]").forEach((o) => { o.value = visat(summa(o.dataset.summa)); });
    all("[data-lika]").forEach((e) => {
      const s = summa(e.dataset.lika), noll = Math.abs(s) < 0.005;
      const ord = e.dataset.ord + (isNaN(s) ? " saknar tal" : noll ? " går ihop" : ` går inte ihop, ${visat(s)} skiljer`);
      e.className = isNaN(s) ? "st na" : noll ? "st upp" : "sev fel";
      if (e.textContent !== ord) e.textContent = ord;
    });
  };
  if (one("output[data-summa], [data-lika]")) { document.addEventListener("input", rakna); rakna(); }

  // ---- Filer: dra hit eller välj ----
  const storlek = (b) => (b < 1e6 ? `${Math.max(1, Math.round(b / 1e3))}\u00a0kB` : `${(b / 1e6).toLocaleString("sv-SE", { maximumFractionDigits: 1 })}\u00a0MB`);
  const slapp = (ruta) => {
    const falt = one("input[type=file]", ruta), vald = one(".vald", ruta);
    if (!falt || ruta.dataset.klar) return;
    ruta.dataset.klar = "ja";
    const visa = () => { if (vald) vald.textContent = [...falt.files].map((f) => `${f.name}, ${storlek(f.size)}`).join("; "); };
    const over = (ja) => (e) => { e.preventDefault(); ruta.classList.toggle("over", ja); };
    ruta.addEventListener("dragover", over(true));
    ruta.addEventListener("dragleave", over(false));
    ruta.addEventListener("drop", (e) => {
      over(false)(e);
      if (!e.dataTransfer.files.length) return;
      falt.files = e.dataTransfer.files;
      falt.dispatchEvent(new Event("change", { bubbles: true }));
    });
    falt.addEventListener("change", visa);
  };
  all(".slapp").forEach(slapp);
  document.addEventListener("htmx:load", (e) => { all(".slapp", e.detail.elt).forEach(slapp); });

  // ---- Val som gäller genast: <select data-sand> skickar sitt formulär ----
  document.addEventListener("change", (e) => { if (e.target.matches("[data-sand]")) e.target.form.requestSubmit(); });
})();
