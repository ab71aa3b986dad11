// Stöd ovanpå rapporten, som fungerar utan skript. Ett fält med data-bas berättar om dem som räknas i fältet data-bas.
(() => {
  "use strict";
  const falt = [...document.querySelectorAll("[data-bas]")];
  falt.forEach((f) => { f.dataset.alltid = f.placeholder; });
  const bas = (f) => { const b = document.getElementById(f.dataset.bas); return b ? b.value.trim() || b.placeholder : ""; };
  // Finns ingen att berätta om betyder tomt 0.
  const ingen = () => falt.forEach((f) => { f.placeholder = bas(f) === "0" ? "0" : f.dataset.alltid; });
  // Finns det några öppnas det hopfällda som frågar om dem, en gång.
  const oppna = () => falt.forEach((f) => {
    const ruta = f.closest("details");
    if (ruta && !ruta.dataset.oppnad && Number(bas(f)) > 0) { ruta.open = true; ruta.dataset.oppnad = "ja"; }
  });
  document.addEventListener("input", ingen, true); // före summorna, som räknas när händelsen nått dokumentet
  document.addEventListener("change", oppna);
  ingen();
  oppna();
  document.dispatchEvent(new Event("input")); // summorna en gång till
})();
