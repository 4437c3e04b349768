"use strict";
/* The page of a comparison: opens cells into quotes, filters, sorts and turns the table.
 *
 * Every text reaches the page as text (textContent, attributes of ours), never as markup. Nothing is fetched, nothing is
 * kept. The table counts what the program counted; what is counted here is only how many quotes the filters leave.
 */
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("index").textContent);
  const say = data.say;
  const [passageIds, passageVoice, starredList] = data.passages;
  const [codingPassage, codingRow, codingCoder, codingRound, againstList] = data.codings;
  const passages = passageIds.length;
  const codings = codingPassage.length;
  const INFORMANT_LINE = "informant";
  const [PATH, LABEL, INSIDE, LINE, MEMBERS] = [0, 1, 2, 3, 4];
  const [ROW_NAME, ROW_DEPTH, ROW_ABOVE, ROW_FULL] = [1, 2, 3, 4];
  const [N_SAYS, QUOTES, QUOTES_AGAINST, CODINGS, WORDS, STATES, AGAINST] = [1, 3, 4, 5, 6, 7, 8];
  const SAYS = "0", SPOKEN_AGAINST = "1";
  const AT_A_TIME = 40;
  const COLUMNS_ON_PAPER = 9;

  // Words and numbers in the reader's language.
  const norwegian = data.language === "nb";
  const alphabetical = new Intl.Collator("nb", { numeric: true });
  const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, norwegian ? "\u202f" : ",");
  const fill = (sentence, values) =>
    sentence.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
  const counted = (words, count) => fill(words[count === 1 ? 0 : 1], { count: number(count) });

  function make(tag, cls, text) {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text !== undefined) node.textContent = text;
    return node;
  }
  function button(text, action) {
    const node = make("button", "", text);
    node.type = "button";
    node.addEventListener("click", action);
    return node;
  }
  /* A line that only a narrow window had broken is shown as one; the text itself stays as it was written. */
  function prose(tag, cls, text) {
    const node = make(tag, cls);
    const lines = text.split("\n");
    lines.forEach((line, at) => {
      node.append(line);
      if (at + 1 === lines.length) return;
      const goesOn = /[^\s.?!:…»"]$/u.test(line) && /^\p{Ll}/u.test(lines[at + 1]);
      node.append(goesOn ? make("span", "soft", "\n") : "\n");
    });
    return node;
  }
  function link(address, text, cls) {
    const node = make("a", cls || "", text);
    node.href = "#" + address;
    return node;
  }

  // What belongs to what.
  const isStarred = new Uint8Array(passages);
  for (const passage of starredList) isStarred[passage] = 1;
  const isAgainst = new Uint8Array(codings);
  for (const coding of againstList) isAgainst[coding] = 1;
  const firstCoding = new Int32Array(passages + 1).fill(codings);
  for (let coding = codings - 1; coding >= 0; coding--) firstCoding[codingPassage[coding]] = coding;
  const lineage = data.rows.map((row, place) => {
    const found = [place];
    for (let above = row[ROW_ABOVE]; above >= 0; above = data.rows[above][ROW_ABOVE]) found.push(above);
    return found;
  });
  const voiceOf = (passage) => data.voices[passageVoice[passage]];
  const informantName = (place) => data.informants[place][0];
  const caseName = (place) => data.cases[place][1] || data.cases[place][0];
  const codePath = (row) => data.rows[row][ROW_FULL].split(" > ").join(" › ");

  // The words of a source are read when one of its quotes is first shown.
  const wordsOf = new Map();
  function textsOf(source) {
    if (!wordsOf.has(source)) wordsOf.set(source, JSON.parse(byId("words-" + source).textContent));
    return wordsOf.get(source);
  }
  function textOf(passage) {
    const source = voiceOf(passage)[0];
    const [texts, asked, memos] = textsOf(source);
    const [words, question, before, after, own, cited, turns] = texts[passage - data.first[source]];
    const reference = own || passageIds[passage];
    return {
      words, before, after, memos, reference,
      turns: turns || [],
      asked: question < 0 ? "" : asked[question],
      cited: cited || reference,
    };
  }

  // Filters.
  const form = byId("filters");
  const fields = form.elements;
  const chosen = { case: -1, informant: -1, code: -1, coder: -1, reading: -1, stance: -1, starred: false };
  const letThrough = new Uint8Array(codings).fill(1);
  const isShown = new Uint8Array(passages).fill(1);
  let shownPassages = passages;
  const filtersOn = () => chosen.starred || Object.values(chosen).some((value) => value !== false && value >= 0);

  function addOptions(select, options) {
    const all = make("option", "", say.all);
    all.value = "-1";
    select.append(all);
    for (const [value, text] of options) {
      const option = make("option", "", text);
      option.value = String(value);
      select.append(option);
    }
  }
  function fillFilters() {
    const named = (list, name) =>
      list.map((_each, place) => [place, name(place)]).sort((one, other) => alphabetical.compare(one[1], other[1]));
    addOptions(fields.case, named(data.cases, (place) => {
      const [label, name] = data.cases[place];
      return name && name !== label ? name + " (" + label + ")" : label;
    }));
    addOptions(fields.informant, named(data.informants, informantName));
    addOptions(fields.code, data.rows.map((row, place) => [place, "\u2003".repeat(row[ROW_DEPTH]) + row[ROW_NAME]]));
    addOptions(fields.coder, named(data.coders, (place) => data.coders[place]));
    addOptions(fields.reading, data.rounds.map((name, place) => [place, name]));
    addOptions(fields.stance, [[0, say.for], [1, say.against]]);
  }
  function filter() {
    const voices = data.voices.map(([_source, informants, cases]) =>
      (chosen.case < 0 || cases.includes(chosen.case)) &&
      (chosen.informant < 0 || informants.includes(chosen.informant)));
    const rows = data.rows.map((_row, place) => chosen.code < 0 || lineage[place].includes(chosen.code));
    isShown.fill(0);
    shownPassages = 0;
    for (let coding = 0; coding < codings; coding++) {
      const passage = codingPassage[coding];
      const through = voices[passageVoice[passage]] && rows[codingRow[coding]] &&
        (chosen.coder < 0 || codingCoder[coding] === chosen.coder) &&
        (chosen.reading < 0 || codingRound[coding] === chosen.reading) &&
        (chosen.stance < 0 || isAgainst[coding] === chosen.stance) &&
        (!chosen.starred || isStarred[passage] === 1);
      letThrough[coding] = through ? 1 : 0;
      if (through && !isShown[passage]) {
        isShown[passage] = 1;
        shownPassages++;
      }
    }
  }
  function tellFilters() {
    const on = filtersOn();
    const values = { shown: number(shownPassages), all: number(passages), hidden: number(passages - shownPassages) };
    const status = byId("status");
    status.textContent = fill(on ? say.filters_on : say.filters_off, values);
    status.classList.toggle("on", on);
    fields.clear.hidden = !on;
    for (const name of ["case", "informant", "code", "coder", "reading", "stance"])
      fields[name].classList.toggle("chosen", chosen[name] >= 0);
  }

  // How many quotes the filters leave in each cell: a passage once for each row and column.
  function countShown() {
    const width = data.columns.length;
    const counts = [new Int32Array(data.rows.length * width), new Int32Array(data.rows.length * width)];
    const stamps = [new Int32Array(data.rows.length).fill(-1), new Int32Array(data.rows.length).fill(-1)];
    for (let coding = 0; coding < codings; coding++) {
      if (!letThrough[coding]) continue;
      const passage = codingPassage[coding];
      const columns = voiceOf(passage)[3];
      for (let kind = 0; kind <= isAgainst[coding]; kind++) {
        for (const row of lineage[codingRow[coding]]) {
          if (stamps[kind][row] === passage) continue;
          stamps[kind][row] = passage;
          for (const column of columns) counts[kind][row * width + column]++;
        }
      }
    }
    return counts;
  }

  // The table: its lines and cells are those of the page as it came; they are only put in another order.
  const table = byId("matrix");
  const corner = table.tHead.rows[0].cells[0];
  const topColumns = [...table.tHead.rows[0].cells].slice(1).map((head) => ({
    head,
    place: head.dataset.column === undefined ? -1 : Number(head.dataset.column),
    opens: head.dataset.opens === "1",
  }));
  const opened = new Set();
  let drawn = null;
  let transposed = false;
  let sorted = "";
  const isMain = (kind) => kind === "theme" || kind === "code";
  const tableLines = [...table.tBodies[0].rows].map((row, at) => ({
    at,
    kind: row.className,
    row: row.dataset.row === undefined ? -1 : Number(row.dataset.row),
    title: row.cells[0],
    cells: [...row.cells].slice(1),
    extra: new Map(),
  }));

  function inOrder() {
    const over = tableLines.filter((line) => line.row < 0);
    const roots = [];
    const nodes = data.rows.map(() => ({ own: [], under: [], after: [] }));
    data.rows.forEach((row, place) => (row[ROW_ABOVE] < 0 ? roots : nodes[row[ROW_ABOVE]].under).push(place));
    for (const line of tableLines)
      if (line.row >= 0) (line.kind === "poles" ? nodes[line.row].after : nodes[line.row].own).push(line);
    const walk = (places) => {
      const order = sorted === "name"
        ? [...places].sort((one, other) => alphabetical.compare(data.rows[one][ROW_NAME], data.rows[other][ROW_NAME]))
        : places;
      return order.flatMap((place) => [...nodes[place].own, ...walk(nodes[place].under), ...nodes[place].after]);
    };
    return [...over, ...walk(roots)];
  }
  function lineIsShown(line) {
    if (chosen.code < 0 || line.row < 0) return true;
    return lineage[line.row].includes(chosen.code) || lineage[chosen.code].includes(line.row);
  }
  function columnIsShown(place) {
    // Only where cases are the columns does the choice of a case hide columns.
    if (chosen.case < 0 || place < 0 || data.grouping !== "case") return true;
    return data.columns[place][LABEL] === data.cases[chosen.case][0];
  }
  function membersOf(top) {
    return [...data.columns.keys()].filter((place) =>
      data.columns[place][INSIDE] === top && data.columns[place][LINE] === INFORMANT_LINE);
  }
  function columnsInOrder() {
    const found = [];
    topColumns.forEach((column, at) => {
      found.push({ head: column.head, top: column.place, cellOf: (line) => line.cells[at] });
      if (opened.has(column.place))
        for (const place of membersOf(column.place))
          found.push({ head: insideHead(place), top: column.place, cellOf: (line) => insideCell(line, place) });
    });
    return found;
  }
  const insideHeads = new Map();
  function insideHead(place) {
    if (!insideHeads.has(place)) {
      const head = make("th", "inside");
      head.scope = "col";
      const [name, isKey] = data.informants[data.columns[place][MEMBERS][0]];
      head.append(make("span", "name", name));
      if (isKey) head.append(make("span", "unseen", ", " + say.key));
      insideHeads.set(place, head);
    }
    return insideHeads.get(place);
  }
  function insideCell(line, place) {
    if (!line.extra.has(place)) line.extra.set(place, madeInside(line, place));
    return line.extra.get(place);
  }
  function madeInside(line, place) {
    const td = make("td", line.title.className.replace(/\bd\d+\b/g, "") + " inside", "");
    const cell = line.row < 0 ? null : data.cells[line.row][place];
    if (line.kind === "poles") td.textContent = endOf(line.row, place);
    else if (isMain(line.kind)) {
      td.append(insideLink(line.row, place, cell));
      if (cell[N_SAYS]) td.classList.add("tinted");
    } else if (line.kind === "against" && cell[QUOTES_AGAINST]) {
      const inner = link(cellAddress(line.row, place, "against"), "", "cell");
      inner.append(make("span", "count", counted(say.quotes, cell[QUOTES_AGAINST])));
      td.append(inner);
    } else if (line.row >= 0) td.textContent = "–";
    return td;
  }
  function insideLink(row, place, cell) {
    const [name, isKey] = data.informants[data.columns[place][MEMBERS][0]];
    const state = Number(cell[STATES][0]);
    const inner = link(cellAddress(row, place), "", "cell");
    const marks = make("span", "marks");
    marks.append(make("i", "m" + state, data.states[state][isKey ? 2 : 1]));
    const count = make("span", "count", cell[QUOTES] ? number(cell[QUOTES]) : "");
    const quotes = cell[QUOTES] ? ". " + counted(say.quotes, cell[QUOTES]) : "";
    inner.append(make("span", "unseen", name + ": " + data.states[state][0] + quotes), marks, count);
    for (const seen of [marks, count]) seen.setAttribute("aria-hidden", "true");
    return inner;
  }
  function endOf(row, place) {
    const poles = data.poles.find((found) => found[0] === row);
    const groups = poles && poles[2][place];
    const at = groups ? groups.findIndex((group) => group.length) : -1;
    return at < 0 ? "–" : groupNames(poles)[at];
  }

  function draw() {
    const focused = document.activeElement;
    const lines = inOrder();
    const columns = columnsInOrder();
    drawn = { lines, columns };
    const grid = transposed ? turned(lines, columns) : straight(lines, columns);
    table.tHead.replaceChildren(grid[0]);
    table.tBodies[0].replaceChildren(...grid.slice(1));
    hideUnchosen();
    oneTabStop();
    if (focused && table.contains(focused)) focused.focus({ preventScroll: true });
  }
  function hideUnchosen() {
    const { lines, columns } = drawn;
    const lineHidden = lines.map((line) => !lineIsShown(line));
    const columnHidden = columns.map((column) => !columnIsShown(column.top));
    const [down, across] = transposed ? [columnHidden, lineHidden] : [lineHidden, columnHidden];
    [table.tHead.rows[0], ...table.tBodies[0].rows].forEach((row, at) => {
      hide(row, at > 0 && down[at - 1]);
      across.forEach((isHidden, place) => hide(row.cells[place + 1], isHidden));
    });
  }
  function hide(node, isHidden) {
    if (node.hidden !== isHidden) node.hidden = isHidden;
  }
  function rowOf(cls, cells) {
    const row = make("tr", cls);
    row.append(...cells);
    return row;
  }
  const scoped = (head, scope) => {
    head.scope = scope;
    return head;
  };
  function straight(lines, columns) {
    return [
      rowOf("", [corner, ...columns.map((column) => scoped(column.head, "col"))]),
      ...lines.map((line) =>
        rowOf(line.kind, [scoped(line.title, "row"), ...columns.map((column) => column.cellOf(line))])),
    ];
  }
  function turned(lines, columns) {
    return [
      rowOf("", [corner, ...lines.map((line) => scoped(line.title, "col"))]),
      ...columns.map((column) =>
        rowOf("", [scoped(column.head, "row"), ...lines.map((line) => column.cellOf(line))])),
    ];
  }
  function addOpeners() {
    for (const column of topColumns.filter((each) => each.opens)) {
      const opener = button("", () => toggle(column));
      opener.className = "heading-open";
      column.opener = opener;
      column.head.append(opener);
    }
    tellOpeners();
  }
  function tellOpeners() {
    for (const column of topColumns.filter((each) => each.opens)) {
      const isOpen = opened.has(column.place);
      const name = column.head.querySelector(".name").textContent;
      column.opener.replaceChildren(isOpen ? say.shut : say.open, make("span", "unseen", " " + name));
      column.opener.setAttribute("aria-expanded", String(isOpen));
    }
    const all = topColumns.filter((each) => each.opens);
    fields.open.hidden = all.length === 0;
    fields.open.textContent = all.every((each) => opened.has(each.place)) ? say.close_all : openAllWords;
  }
  const openAllWords = fields.open.textContent;
  function toggle(column) {
    if (!opened.delete(column.place)) opened.add(column.place);
    tellOpeners();
    draw();
    showHints();
  }

  // Cells by address.
  const encode = (text) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => "%" + sign.charCodeAt(0).toString(16).toUpperCase());
  const cellAddress = (row, column, only) =>
    [data.rows[row][0], data.columns[column][PATH]].map(encode).concat(only || []).join("/");
  const quoteAddress = (passage) => encode(passageIds[passage]).replaceAll("%3A", ":");
  function cellNode(row, column, only) {
    const wanted = "#" + cellAddress(row, column, only);
    return [...table.querySelectorAll("a.cell")].find((each) => each.getAttribute("href") === wanted);
  }
  function showHints() {
    const counts = filtersOn() ? countShown() : null;
    for (const node of table.querySelectorAll("a.cell")) hint(node, counts);
  }
  function hint(node, counts) {
    const { all, shown } = leftIn(node, counts);
    const text = shown < all ? fill(say.cell_hint, { shown: number(shown), all: number(all) }) : "";
    const isNone = counts !== null && shown === 0;
    if (node.classList.contains("none") !== isNone) node.classList.toggle("none", isNone);
    const old = node.querySelector(".hint");
    if (old && !text) old.remove();
    else if (old && old.textContent !== text) old.firstChild.data = text;
    else if (!old && text) node.append(make("span", "hint", text));
  }
  function leftIn(node, counts) {
    const found = routeOf(node.getAttribute("href").slice(1));
    if (!counts || !found.cell || found.only === "poles") return { all: 0, shown: counts ? 1 : 0 };
    const isOnlyAgainst = found.only === "against";
    return {
      all: data.cells[found.row][found.column][isOnlyAgainst ? QUOTES_AGAINST : QUOTES],
      shown: counts[isOnlyAgainst ? 1 : 0][found.row * data.columns.length + found.column],
    };
  }

  // Where the page is: nothing, all quotes, one quote, or a cell.
  const rowByPath = new Map(data.rows.map((row, place) => [row[0], place]));
  const columnByPath = new Map(data.columns.map((column, place) => [column[PATH], place]));
  const routes = new Map();
  function routeOf(hash) {
    if (!routes.has(hash)) routes.set(hash, foundRoute(hash));
    return routes.get(hash);
  }
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }
  function foundRoute(hash) {
    const parts = hash.split("/").map(decoded);
    if (hash === "quotes") return { all: true };
    if (parts.length === 1 && parts[0].includes(":"))
      return { quote: passageIds.indexOf(parts[0]), name: parts[0] };
    if (parts.length < 2) return {};
    const [row, column] = [rowByPath.get(parts[0]), columnByPath.get(parts[1])];
    if (row === undefined || column === undefined) return { quote: -1, name: parts.slice(0, 2).join(" / ") };
    const only = hash.split("/")[2] || "";
    const informant = only.startsWith("who=")
      ? data.informants.findIndex(([label]) => label === decoded(only.slice(4))) : -1;
    return { cell: true, row, column, only: only.startsWith("who=") ? "" : only, informant };
  }

  const panel = byId("panel");
  const title = byId("panel-title");
  const about = byId("about");
  const list = byId("list");
  title.tabIndex = -1;
  let route = {};
  let lastCell = null;
  let order = "turn";
  let tableScroll = [0, 0, 0];

  function arrive() {
    const before = route;
    route = routeOf(location.hash.slice(1));
    const isOpen = Boolean(route.cell || route.all || route.quote !== undefined);
    const wasOpen = !panel.hidden;
    if (isOpen && !wasOpen) tableScroll = [window.scrollY, byId("box").scrollTop, byId("box").scrollLeft];
    document.documentElement.classList.toggle("reading", isOpen);
    panel.hidden = !isOpen;
    for (const node of table.querySelectorAll("[aria-current]")) node.removeAttribute("aria-current");
    if (!isOpen) {
      about.replaceChildren();
      list.replaceChildren();
      if (!wasOpen) return;
      const target = byId(decoded(location.hash.slice(1)));
      if (target) target.scrollIntoView();
      else goBackTo(before);
      return;
    }
    if (route.cell) openCellIn(route);
    show();
    panel.scrollTop = 0;
    title.focus({ preventScroll: true });
    if (panel.getBoundingClientRect().top < 0 || getComputedStyle(panel).position !== "sticky")
      panel.scrollIntoView({ block: "start" });
  }
  function openCellIn(cell) {
    const inside = data.columns[cell.column][INSIDE];
    if (inside >= 0 && data.columns[cell.column][LINE] === INFORMANT_LINE && !opened.has(inside)) {
      opened.add(inside);
      tellOpeners();
      draw();
      showHints();
    }
    const node = cellNode(cell.row, cell.column, cell.only) || cellNode(cell.row, cell.column);
    if (node) {
      node.setAttribute("aria-current", "true");
      lastCell = node;
    }
  }
  function goBackTo(before) {
    window.scrollTo(0, tableScroll[0]);
    byId("box").scrollTo(tableScroll[2], tableScroll[1]);
    const node = before.cell && lastCell && table.contains(lastCell) ? lastCell : null;
    if (!node) return;
    setTabStop(node);
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function close() {
    // One step back would lead to another cell where several were read in turn; the table is always one step away.
    location.hash = "";
  }

  // What the panel shows.
  let wanted = [];
  let rendered = 0;
  function show() {
    about.replaceChildren();
    if (route.cell) aboutCell();
    else if (route.quote !== undefined) aboutQuote();
    else title.textContent = say.all_quotes;
    if (route.only === "poles") list.replaceChildren();
    else listQuotes();
  }
  function aboutQuote() {
    title.textContent = route.quote < 0 ? fill(say.not_here, { name: route.name }) : fill(say.one_quote, { id: route.name });
  }
  function aboutCell() {
    const { row, column } = route;
    title.textContent = data.rows[row][ROW_NAME];
    about.append(make("p", "where", [...lineage[row].slice(1).reverse().map((above) => data.rows[above][ROW_NAME]),
      columnName(column)].join(" › ")));
    if (route.only === "poles") return aboutPoles(row, column);
    const cell = data.cells[row][column];
    about.append(make("p", "said", saidOf(row, column, cell)));
    if (cell[QUOTES])
      about.append(make("p", "facts", counted(say.codings, cell[CODINGS]) +
        // Words may have been left uncounted.
        (cell[WORDS] ? " · " + counted(say.words, cell[WORDS]) : "")));
    about.append(rulesOf(row), voicesOf(row, column, cell));
    return undefined;
  }
  function columnName(place) {
    const [, label, inside, line, members] = data.columns[place];
    if (inside >= 0 && line === INFORMANT_LINE && members.length)
      return columnName(inside) + " › " + informantName(members[0]);
    const top = topColumns.find((each) => each.place === place);
    if (top) return top.head.querySelector(".name").textContent;
    const words = say.lines[line] || label;
    return inside >= 0 ? columnName(inside) + " › " + words : words;
  }
  function saidOf(row, column, cell) {
    const node = cellNode(row, column);
    const spoken = node && node.querySelector(".unseen");
    if (spoken) return spoken.textContent;
    return cell[STATES] === "" ? counted(say.quotes, cell[QUOTES]) : data.states[cell[0]][0];
  }
  function rulesOf(row) {
    const definition = byId("definition-" + row).querySelector("dd");
    const holder = make("p", "rule", definition ? definition.textContent + " " : "");
    holder.append(link("definition-" + row, say.rules));
    return holder;
  }
  function voicesOf(row, column, cell) {
    const holder = make("ul", "voices");
    const members = data.columns[column][MEMBERS];
    if (members.length > 1) {
      const everyone = make("li");
      const anchor = link(cellAddress(row, column), say.everyone);
      if (route.informant < 0 && !route.only) anchor.setAttribute("aria-current", "true");
      everyone.append(anchor);
      holder.append(everyone);
    }
    if (cell[AGAINST].length && cell[QUOTES] > cell[QUOTES_AGAINST]) {
      const against = make("li");
      const anchor = link(cellAddress(row, column, "against"), say.only_against);
      if (route.only === "against") anchor.setAttribute("aria-current", "true");
      against.append(anchor);
      holder.append(against);
    }
    members.forEach((informant, at) => holder.append(voiceOfCell(row, column, cell, informant, at)));
    return holder;
  }
  function voiceOfCell(row, column, cell, informant, at) {
    const [name, isKey] = data.informants[informant];
    const state = Number(cell[STATES][at]);
    const item = make("li");
    const alsoAgainst = cell[AGAINST].includes(at) && state !== 1 ? ", " + data.states[1][0] : "";
    const text = data.states[state][isKey ? 2 : 1] + " " + name + ": " + data.states[state][0] + alsoAgainst;
    if (cell[STATES][at] === SAYS || cell[STATES][at] === SPOKEN_AGAINST) {
      const anchor = link(cellAddress(row, column, "who=" + encode(name)), text);
      if (route.informant === informant) anchor.setAttribute("aria-current", "true");
      item.append(anchor);
    } else item.append(make("span", "voice", text));
    return item;
  }
  function groupNames(poles) {
    const [first, second] = poles[1].map(([name]) => name);
    return [fill(say.only_end, { end: first }), say.both, fill(say.only_end, { end: second }), say.neither,
      say.not_asked, say.unread, say.half];
  }
  function aboutPoles(row, column) {
    const poles = data.poles.find((found) => found[0] === row);
    const names = groupNames(poles);
    const holder = make("dl", "groups");
    poles[2][column].forEach((group, at) => {
      if (!group.length && at > 3) return;
      const line = make("div");
      line.append(make("dt", "", names[at]), make("dd", "", group.join(", ") || say.nobody));
      holder.append(line);
    });
    about.append(holder, rulesOf(row));
    const ends = make("ul", "voices");
    for (const [name, place] of poles[1]) {
      if (place < 0) continue;
      const item = make("li");
      item.append(link(cellAddress(place, column), fill(say.quotes_of, { name })));
      ends.append(item);
    }
    about.append(ends);
  }

  // Quotes.
  function passagesWanted() {
    if (route.quote !== undefined) return route.quote < 0 ? [] : [route.quote];
    const found = [];
    let last = -1;
    for (let coding = 0; coding < codings; coding++) {
      const passage = codingPassage[coding];
      if (passage !== last && belongs(coding)) {
        last = passage;
        found.push(passage);
      }
    }
    return found;
  }
  function belongs(coding) {
    if (!route.cell) return true;
    if (!lineage[codingRow[coding]].includes(route.row)) return false;
    if (route.only === "against" && !isAgainst[coding]) return false;
    const voice = voiceOf(codingPassage[coding]);
    return voice[3].includes(route.column) && (route.informant < 0 || voice[1].includes(route.informant));
  }
  const isThrough = (passage) => {
    for (let coding = firstCoding[passage]; coding < codings && codingPassage[coding] === passage; coding++)
      if (letThrough[coding] && belongs(coding)) return true;
    return false;
  };
  function inTurn(found) {
    const waiting = new Map();
    for (const passage of found) {
      const [source, informants] = voiceOf(passage);
      const key = informants.length ? "i" + informants.join(",") : "s" + source;
      if (!waiting.has(key)) waiting.set(key, []);
      waiting.get(key).push(passage);
    }
    const queues = [...waiting.values()].map((queue) => [
      ...queue.filter((passage) => isStarred[passage]), ...queue.filter((passage) => !isStarred[passage])]);
    const longest = Math.max(0, ...queues.map((queue) => queue.length));
    const turns = [];
    for (let at = 0; at < longest; at++) for (const queue of queues) if (at < queue.length) turns.push(queue[at]);
    return turns;
  }
  const whoSays = (passage) => voiceOf(passage)[1].map(informantName).join(", ");
  const firstRow = (passage) => codingRow[firstCoding[passage]];
  const orders = {
    turn: inTurn,
    text: (found) => found,
    who: (found) => byKey(found, whoSays),
    code: (found) => byKey(found, (passage) => data.rows[firstRow(passage)][ROW_FULL]),
  };
  function byKey(found, key) {
    const keys = new Map(found.map((passage) => [passage, key(passage)]));
    return [...found].sort((one, other) => alphabetical.compare(keys.get(one), keys.get(other)) || one - other);
  }
  function listQuotes() {
    const all = passagesWanted();
    // A quote that a link names is shown whatever the filters are.
    const shown = route.quote === undefined ? all.filter(isThrough) : all;
    wanted = orders[order](shown);
    rendered = 0;
    list.replaceChildren(orderLine(all.length, shown.length));
    if (route.quote === undefined && !shown.length)
      list.append(make("p", "", all.length ? say.none_with_filters : say.no_quotes));
    renderMore();
  }
  function orderLine(all, shown) {
    const line = make("div", "order");
    if (route.quote !== undefined) return line;
    const values = { shown: number(shown), all: number(all), hidden: number(all - shown) };
    line.append(make("p", "", all === shown ? counted(say.quotes, all) : fill(say.shown_of, values)));
    if (all < 2) return line;
    const label = make("label", "", say.order + " ");
    const select = make("select");
    for (const [value, text] of [["turn", say.in_turn], ["text", say.as_in_text], ["who", say.by_informant], ["code", say.by_code]]) {
      const option = make("option", "", text);
      option.value = value;
      select.append(option);
    }
    select.value = order;
    select.addEventListener("change", () => {
      order = select.value;
      listQuotes();
      list.querySelector("select").focus();
    });
    label.append(select);
    line.append(label);
    return line;
  }
  function renderMore(upTo) {
    const old = list.querySelector(".more");
    if (old) old.remove();
    const end = Math.min(wanted.length, upTo || rendered + AT_A_TIME);
    const pieces = document.createDocumentFragment();
    let first = null;
    for (; rendered < end; rendered++) {
      const quote = quoteNode(wanted[rendered]);
      first = first || quote;
      pieces.append(quote);
    }
    list.append(pieces);
    const left = wanted.length - rendered;
    if (left > 0) {
      const more = button(fill(say.more, { count: number(Math.min(AT_A_TIME, left)) }), () => {
        const next = renderMore();
        if (next) next.querySelector("a").focus({ preventScroll: true });
      });
      more.className = "more";
      list.append(more);
    }
    return first;
  }
  function codingsShown(passage) {
    const found = [];
    for (let coding = firstCoding[passage]; coding < codings && codingPassage[coding] === passage; coding++)
      if (route.quote !== undefined || belongs(coding)) found.push(coding);
    return found;
  }
  function quoteNode(passage) {
    const text = textOf(passage);
    const shown = codingsShown(passage);
    const isOnlyAgainst = shown.every((coding) => isAgainst[coding]);
    const node = make("article", isOnlyAgainst ? "quote against" : "quote");
    if (text.asked) {
      const asked = make("p", "asked");
      asked.append(make("b", "", say.asked_before + ": "), prose("span", "", text.asked));
      node.append(asked);
    }
    const quote = make("blockquote");
    const words = wordsNode(text);
    quote.append(words);
    node.append(quote, whoLine(passage, text, shown), codingList(shown, text));
    node.append(toolsOf(quote, words, text));
    if (route.quote !== undefined) node.querySelector(".tools button").click();
    return node;
  }
  /* Words over several turns are shown turn by turn, the interviewer's in brackets. */
  function wordsNode(text) {
    if (!text.turns.length) return prose("span", "words", text.words);
    const node = make("span", "words");
    text.turns.forEach(([who, isAsked, said], at) => {
      if (at) node.append("\n");
      const turn = make("span", isAsked ? "turn asking" : "turn");
      turn.append(isAsked ? "[" : "", make("span", "by", who ? who + ": " : ""), prose("span", "", said), isAsked ? "]" : "");
      node.append(turn);
    });
    return node;
  }
  function wordsTold(text) {
    const told = text.turns.map(([who, isAsked, said]) => {
      const turn = (who ? who + ": " : "") + said;
      return isAsked ? "[" + turn + "]" : turn;
    });
    return (told.length ? told.join(" ") : text.words).split(/\s+/).filter(Boolean).join(" ");
  }
  function whoLine(passage, text, shown) {
    const [source, , cases, , speaker] = voiceOf(passage);
    const line = make("p", "who");
    const anchor = link(quoteAddress(passage), passageIds[passage]);
    anchor.title = say.link;
    const who = whoSays(passage) || speaker || say.no_informant;
    const where = [cases.map(caseName).join(", "), data.sources[source][1]].filter(Boolean).join(" · ");
    line.append(anchor, " " + who + (where ? " · " + where : ""));
    if (text.reference !== passageIds[passage]) line.append(make("span", "", " · " + text.reference));
    if (shown.some((coding) => isAgainst[coding])) line.append(make("span", "badge", "− " + say.says_against));
    if (shown.some((coding) => !isAgainst[coding])) line.append(make("span", "badge", say.for));
    if (isStarred[passage]) line.append(make("span", "badge", "★ " + say.starred));
    return line;
  }
  function codingList(shown, text) {
    const holder = make("ul");
    for (const coding of shown) {
      const stance = isAgainst[coding] ? " (" + say.against + ")" : "";
      const item = make("li", "", codePath(codingRow[coding]) + stance + " · " +
        data.coders[codingCoder[coding]] + ", " + data.rounds[codingRound[coding]]);
      holder.append(item);
      if (text.memos[coding]) holder.append(make("li", "memo", say.memo + ": " + text.memos[coding]));
    }
    return holder;
  }
  function toolsOf(quote, words, text) {
    const holder = make("div", "tools");
    const told = make("span", "told");
    told.setAttribute("role", "status");
    const around = button(say.around, () => {
      const isOpen = around.getAttribute("aria-expanded") === "true";
      showAround(quote, words, text, !isOpen);
      around.setAttribute("aria-expanded", String(!isOpen));
      around.textContent = isOpen ? say.around : say.around_less;
      told.textContent = !isOpen && !text.before && !text.after ? say.nothing_around : "";
    });
    around.setAttribute("aria-expanded", "false");
    const copy = button(say.copy, () => {
      const cited = "«" + wordsTold(text) + "» (" + text.cited + ")";
      const done = navigator.clipboard ? navigator.clipboard.writeText(cited) : Promise.reject(new Error());
      done.then(() => (told.textContent = say.copied), () => (told.textContent = say.not_copied));
    });
    holder.append(around, copy, told);
    return holder;
  }
  function showAround(quote, words, text, isOpen) {
    if (!isOpen) return quote.replaceChildren(words);
    const marked = make("mark");
    marked.append(words);
    const before = text.before ? [prose("span", "around", text.before + " ")] : [];
    const after = text.after ? [prose("span", "around", " " + text.after)] : [];
    return quote.replaceChildren(...before, marked, ...after);
  }

  // The keyboard: one cell of the table is a stop, arrows go between cells.
  function oneTabStop() {
    const cells = [...table.querySelectorAll("a.cell")];
    const current = cells.find((cell) => cell.tabIndex === 0 && cell === lastStop) || cells[0];
    for (const cell of cells) cell.tabIndex = -1;
    if (current) setTabStop(current);
  }
  let lastStop = null;
  function setTabStop(cell) {
    if (lastStop) lastStop.tabIndex = -1;
    cell.tabIndex = 0;
    lastStop = cell;
  }
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  function moveInTable(event) {
    const cell = event.target.closest("a.cell");
    const step = steps[event.key];
    const isFar = event.key === "Home" || event.key === "End";
    if (!cell || (!step && !isFar) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const td = cell.closest("td");
    const next = isFar ? endOfRow(td, event.key === "Home") : nextCell(td, step);
    if (!next) return;
    setTabStop(next);
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function endOfRow(td, isFirst) {
    const cells = [...td.parentNode.querySelectorAll("a.cell")];
    return isFirst ? cells[0] : cells[cells.length - 1];
  }
  function nextCell(td, [down, right]) {
    const rows = [...table.tBodies[0].rows];
    let [row, column] = [rows.indexOf(td.parentNode) + down, td.cellIndex + right];
    while (rows[row] && rows[row].cells[column]) {
      const found = rows[row].cells[column].querySelector("a.cell");
      if (found) return found;
      row += down;
      column += right;
    }
    return null;
  }

  // A mark is one informant: it opens that informant's quotes.
  function informantOf(sign) {
    const cell = sign.closest("a.cell");
    const found = routeOf(cell.getAttribute("href").slice(1));
    const at = [...sign.parentNode.children].indexOf(sign);
    const informant = data.columns[found.column][MEMBERS][at];
    return { ...found, informant, state: data.cells[found.row][found.column][STATES][at] };
  }
  function chooseMark(event) {
    const sign = event.target.closest(".marks i");
    if (!sign || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const { row, column, informant } = informantOf(sign);
    if (data.columns[column][MEMBERS].length < 2) return;
    event.preventDefault();
    location.hash = cellAddress(row, column, "who=" + encode(informantName(informant)));
  }
  function nameMark(event) {
    const sign = event.target.closest(".marks i");
    if (!sign || sign.title) return;
    const { informant, state } = informantOf(sign);
    sign.title = informantName(informant) + ": " + data.states[state][0];
  }

  // Paper: every quote of the open list, and a wide table in pieces that fit.
  let rest = [];
  function beforePrint() {
    if (!panel.hidden && rendered < wanted.length) renderMore(wanted.length);
    const rows = [...table.rows];
    const width = rows[0].cells.length - 1;
    if (width <= COLUMNS_ON_PAPER) return;
    const pieces = Math.ceil(width / COLUMNS_ON_PAPER);
    const each = Math.ceil(width / pieces);
    for (let piece = 0; piece < pieces; piece++) rest.push(printedTable(rows, 1 + piece * each, each));
    table.before(...rest);
    table.hidden = true;
  }
  function printedTable(rows, from, count) {
    const copy = table.cloneNode(false);
    copy.append(make("thead"), make("tbody"));
    rows.forEach((row, at) => {
      const cells = [row.cells[0], ...[...row.cells].slice(from, from + count)].map((cell) => cell.cloneNode(true));
      (at ? copy.tBodies[0] : copy.tHead).append(rowOf(row.className, cells));
    });
    return copy;
  }
  function afterPrint() {
    for (const each of rest) each.remove();
    rest = [];
    table.hidden = false;
  }

  function refresh() {
    filter();
    tellFilters();
    hideUnchosen();
    showHints();
    if (!panel.hidden) show();
  }
  function takeFilters() {
    for (const name of ["case", "informant", "code", "coder", "reading", "stance"]) chosen[name] = Number(fields[name].value);
    chosen.starred = fields.starred.checked;
    refresh();
  }
  function clearFilters() {
    for (const name of ["case", "informant", "code", "coder", "reading", "stance"]) fields[name].value = "-1";
    fields.starred.checked = false;
    takeFilters();
    fields.case.focus();
  }
  function listen() {
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const name of ["case", "informant", "code", "coder", "reading", "stance", "starred"])
      fields[name].addEventListener("change", takeFilters);
    fields.sort.addEventListener("change", () => {
      sorted = fields.sort.value;
      draw();
    });
    fields.clear.addEventListener("click", clearFilters);
    fields.transpose.addEventListener("click", () => {
      transposed = !transposed;
      table.classList.toggle("turned", transposed);
      fields.transpose.setAttribute("aria-pressed", String(transposed));
      draw();
    });
    fields.open.addEventListener("click", () => {
      const all = topColumns.filter((column) => column.opens);
      const isOpen = all.every((column) => opened.has(column.place));
      for (const column of all) if (isOpen) opened.delete(column.place); else opened.add(column.place);
      tellOpeners();
      draw();
      showHints();
    });
    fields.print.addEventListener("click", () => window.print());
    panel.querySelector("[name=close]").addEventListener("click", close);
    table.addEventListener("keydown", moveInTable);
    table.addEventListener("click", chooseMark);
    table.addEventListener("pointerover", nameMark);
    table.addEventListener("focusin", (event) => {
      const cell = event.target.closest("a.cell");
      if (cell) setTabStop(cell);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !panel.hidden) close();
    });
    window.addEventListener("hashchange", arrive);
    window.addEventListener("beforeprint", beforePrint);
    window.addEventListener("afterprint", afterPrint);
  }

  for (const node of document.querySelectorAll(".needs-script")) node.hidden = false;
  fillFilters();
  addOpeners();
  drawn = { lines: inOrder(), columns: columnsInOrder() };
  oneTabStop();
  tellFilters();
  listen();
  if (location.hash) arrive();
})();
