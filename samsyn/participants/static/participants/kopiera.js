// Kopierar en tabell till urklipp med flikar mellan spalterna. Utan skript markeras tabellen för hand, eller hämtas som CSV.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  const text = (cell) => cell.innerText.replace(/\s+/g, " ").trim();
  // tal utan mellanrum och med vanligt minus, så att de går att klistra in i ett fält
  const varde = (cell) => {
    const t = text(cell), n = t.replace(/[\s\u00a0\u202f]/g, "").replace("\u2212", "-");
    return /^-?\d+(,\d+)?$/.test(n) ? n : t === "\u2013" && cell.classList.contains("tal") ? "0" : t;
  };
  const besked = document.getElementById("kopierat");
  document.querySelectorAll("[data-kopiera]").forEach((knapp) => {
    const ord = knapp.innerHTML;
    knapp.hidden = false;
    knapp.addEventListener("click", async () => {
      const rader = [...document.getElementById(knapp.dataset.kopiera).rows];
      try {
        await navigator.clipboard.writeText(rader.map((rad) => [...rad.cells].map(varde).join("\t")).join("\n"));
        knapp.textContent = "Kopierat";
        besked.textContent = "Tabellen är kopierad.";
      } catch {
        knapp.textContent = "Det gick inte, markera tabellen";
        besked.textContent = "Det gick inte att kopiera. Markera tabellen i stället.";
      }
      setTimeout(() => { knapp.innerHTML = ord; }, 2500);
    });
  });
})();
