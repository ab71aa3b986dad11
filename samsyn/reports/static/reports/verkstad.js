// Rapportverkstaden: sätt in en siffra där markören står, hitta meningen som ska skrivas om, och varna för det osparade.
(() => {
  "use strict";
  const ruta = () => document.querySelector("#skriv textarea");
  const MINNE = "samsyn.mening";
  let sparad = "", plats = null;

  const minns = () => { const r = ruta(); sparad = r ? r.value : ""; };
  const osparat = () => { const r = ruta(); return !!r && r.value !== sparad; };

  const sattIn = (text) => {
    const r = ruta();
    if (!r) return kopiera(text);
    const fore = r.value.slice(0, r.selectionStart), luft = /[^\s(”"–-]$/.test(fore) ? " " : "";
    r.focus();
    r.setRangeText(luft + text, r.selectionStart, r.selectionEnd, "end");
    r.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const kopiera = (text) => { if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => sag("Kopierat. Klistra in i texten.")); };
  const sag = (ord) => { const p = document.querySelector(".verktyg [role=status]"); if (p) p.textContent = ord; };

  document.addEventListener("click", (e) => {
    const knapp = e.target.closest("[data-satt-in]");
    if (knapp) sattIn(knapp.dataset.sattIn);
    const mening = e.target.closest("[data-mening]");
    if (mening) try { sessionStorage.setItem(MINNE, mening.dataset.mening); } catch { /* markören står då överst */ }
  });

  // "Skriv om": markera referensen i texten
  const markera = () => {
    let kalla = null;
    try { kalla = sessionStorage.getItem(MINNE); sessionStorage.removeItem(MINNE); } catch { /* inget minne */ }
    const r = ruta();
    if (!r || !kalla) return;
    const traff = r.value.search(new RegExp("\\{\\{\\s*" + kalla.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + "\\s*\\}\\}"));
    if (traff < 0) return;
    r.focus();
    r.setSelectionRange(traff, r.value.indexOf("}}", traff) + 2);
  };

  document.addEventListener("keydown", (e) => {
    if ((e.ctrlKey || e.metaKey) && e.key === "s" && ruta()) { e.preventDefault(); ruta().form.requestSubmit(); }
  });
  addEventListener("beforeunload", (e) => { if (osparat()) e.preventDefault(); });
  document.addEventListener("submit", (e) => { if (e.target.id === "skriv" && !window.htmx) minns(); });

  // Sparat med skript: hela verkstaden byts, markören står kvar
  document.addEventListener("htmx:beforeSwap", (e) => {
    const r = ruta();
    if (e.detail.target.id !== "verkstad" || !r) return;
    if (/^\s*<!doctype/i.test(e.detail.serverResponse || "")) { e.detail.shouldSwap = false; sag("Inte sparat. Logga in i en annan flik och spara igen."); return; }
    plats = { fran: r.selectionStart, till: r.selectionEnd, rull: r.scrollTop };
  });
  document.addEventListener("htmx:afterSwap", (e) => {
    const r = ruta();
    if (!r || !plats) return;
    minns();
    r.focus({ preventScroll: true });
    r.setSelectionRange(plats.fran, plats.till);
    r.scrollTop = plats.rull;
    plats = null;
    const fel = document.querySelector(".verktyg ~ .besked[role=alert]");
    if (fel) fel.scrollIntoView({ block: "nearest" });
  });
  ["htmx:responseError", "htmx:sendError"].forEach((fel) => document.addEventListener(fel, (e) => {
    if (e.detail.elt && e.detail.elt.id === "skriv") sag("Inte sparat: servern svarade inte. Texten står kvar här, försök igen.");
  }));

  minns();
  markera();
})();
