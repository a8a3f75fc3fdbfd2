// Helps on the forms of cases: files by drop and paste, questions that lead to a level. Every form works
// without them.
(() => {
  "use strict";

  const made = (tag, className, text = "") => {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  };

  // --- files ---------------------------------------------------------------------------------

  const KB = 1024, MB = KB * KB;
  const inWords = (bytes) => (
    bytes < KB ? `${bytes} B` : bytes < MB ? `${Math.round(bytes / KB)} kB` : `${(bytes / MB).toFixed(1)} MB`
  );

  // Whatever is pasted is called image.png: the second of a name gets a number.
  const named = (file, taken) => {
    if (!taken.has(file.name)) return file;
    const [, stem, ending] = file.name.match(/^(.*?)(\.[^.]*)?$/);
    let number = 2;
    while (taken.has(`${stem}-${number}${ending || ""}`)) number += 1;
    return new File([file], `${stem}-${number}${ending || ""}`, {type: file.type, lastModified: file.lastModified});
  };
  const same = (one, other) => (
    one.name === other.name && one.size === other.size && one.lastModified === other.lastModified
  );

  class Files {
    constructor(input) {
      this.input = input;
      this.most = Number(input.dataset.most);
      this.largest = Number(input.dataset.largest);
      this.kept = [...input.files];
      this.list = made("ul", "drop-files");
      this.list.ariaLabel = "Files that will be sent";
      this.told = made("p", "drop-told");
      this.told.role = "alert";
      this.place = made("div", "drop");
      this.place.append(made("p", "drop-words", "Or drop files here, or paste a picture."), this.list, this.told);
      input.after(this.place);
      this.listen(input.form);
      this.show();
    }

    listen(form) {
      this.input.addEventListener("change", () => this.add([...this.input.files]));
      form.addEventListener("paste", (event) => this.add([...event.clipboardData.files]));
      form.addEventListener("dragover", (event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        this.place.classList.add("is-over");
      });
      for (const end of ["dragleave", "dragend", "drop"]) {
        form.addEventListener(end, () => this.place.classList.remove("is-over"));
      }
      form.addEventListener("drop", (event) => {
        if (!event.dataTransfer.files.length) return;
        event.preventDefault();
        this.add([...event.dataTransfer.files]);
      });
    }

    add(files) {
      const refused = [];
      for (const file of files) {
        const why = this.whyNot(file);
        if (why) refused.push(`${file.name} ${why} and was left out.`);
        else if (!this.kept.some((other) => same(file, other))) {
          this.kept.push(named(file, new Set(this.kept.map((other) => other.name))));
        }
      }
      if (files.length) this.told.textContent = refused.join(" ");
      this.show();
    }

    whyNot(file) {
      if (this.kept.some((other) => same(file, other))) return "";
      if (!file.size) return "is empty";
      if (file.size > this.largest) return `is larger than ${inWords(this.largest)}`;
      return this.kept.length >= this.most ? `is more than the ${this.most} files that fit` : "";
    }

    remove(file) {
      const at = this.kept.indexOf(file);
      this.kept.splice(at, 1);
      this.told.textContent = "";
      this.show();
      const buttons = this.list.querySelectorAll("button");
      (buttons[Math.min(at, buttons.length - 1)] || this.input).focus();
    }

    show() {
      const all = new DataTransfer();
      for (const file of this.kept) all.items.add(file);
      this.input.files = all.files;
      this.list.replaceChildren(...this.kept.map((file) => this.row(file)));
    }

    row(file) {
      const row = made("li", "drop-file");
      const button = made("button", "btn btn-link", "Remove");
      button.type = "button";
      button.append(made("span", "visually-hidden", ` ${file.name}`));
      button.addEventListener("click", () => this.remove(file));
      row.append(made("span", "drop-name", file.name), made("span", "soft", inWords(file.size)), button);
      return row;
    }
  }

  // --- questions that lead to a level -----------------------------------------------------------

  // The level that the answers lead to; nothing while a question before it is open.
  const ledTo = (asks) => {
    for (const ask of asks) {
      const answer = ask.querySelector("input:checked");
      if (!answer) return "";
      if (answer.dataset.leads) return answer.dataset.leads;
    }
    return "";
  };

  document.addEventListener("change", (event) => {
    const levels = event.target.closest(".ask")?.closest(".levels");
    if (!levels) return;
    const level = ledTo(levels.querySelectorAll(".ask"));
    for (const radio of levels.querySelectorAll("[name=requested_severity]")) radio.checked = radio.value === level;
    const chosen = levels.querySelector("[name=requested_severity]:checked")?.closest(".offer-choice");
    if (!chosen) return;
    const heading = chosen.querySelector("strong"), by = chosen.querySelector(".offer-by, .offer-held");
    levels.querySelector(".levels-told").textContent = `That is ${heading.textContent}. ${by.textContent.trim()}.`;
    chosen.scrollIntoView({block: "nearest"});
  });



  const help = (root) => {
    for (const input of root.querySelectorAll("input[type=file][data-most]:not([data-helped])")) {
      input.dataset.helped = "";
      new Files(input);
    }
  };
  help(document);
  document.addEventListener("htmx:load", (event) => help(event.detail.elt));
})();
