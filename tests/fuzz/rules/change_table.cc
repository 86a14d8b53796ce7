#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "tests/fuzz/rules/mutant.h"

namespace izin::fuzz {
namespace {

using Cells = std::vector<std::string>;

std::string Short(const std::string& text) {
  return text.size() <= 60 ? text : text.substr(0, 57) + "...";
}

// One table under change: its lines without their ends, the header first.
class TableEditor {
 public:
  TableEditor(std::string& text, Dice& dice, Change& change)
      : text_(text), dice_(dice), change_(change), lines_(absl::StrSplit(text, '\n')) {
    if (!lines_.empty() && lines_.back().empty()) lines_.pop_back();
  }

  bool Edit() {
    if (lines_.size() < 2) return false;
    using Way = bool (TableEditor::*)();
    static constexpr Way kWays[] = {
        &TableEditor::ChangeHeader, &TableEditor::DropColumn,   &TableEditor::SwapColumns,
        &TableEditor::DeleteLines,  &TableEditor::DeleteLines,  &TableEditor::DuplicateLine,
        &TableEditor::MultiplyLine, &TableEditor::MultiplyLine, &TableEditor::NumberLines,
        &TableEditor::SwapLines,    &TableEditor::SwapCells,    &TableEditor::TakeCell,
        &TableEditor::TakeCell,     &TableEditor::TakeCell,     &TableEditor::SetCell,
        &TableEditor::SetCell,      &TableEditor::ChangeList};
    const bool is_done =
        (this->*dice_.Pick(std::vector<Way>(std::begin(kWays), std::end(kWays))))();
    if (is_done) text_ = absl::StrJoin(lines_, "\n") + "\n";
    return is_done;
  }

 private:
  std::size_t AnyLine() { return 1 + dice_.Below(lines_.size() - 1); }
  Cells CellsOf(std::size_t line) const { return absl::StrSplit(lines_[line], '\t'); }
  void SetCells(std::size_t line, const Cells& cells) { lines_[line] = absl::StrJoin(cells, "\t"); }

  bool Done(std::string kind, std::size_t line, std::string what) {
    change_.kind = std::move(kind);
    change_.line = static_cast<int>(line) + 1;
    change_.what = std::move(what);
    return true;
  }

  bool ChangeHeader() {
    Cells header = CellsOf(0);
    const std::size_t column = dice_.Below(header.size());
    Done("header", 0, header[column]);
    switch (dice_.Below(3)) {
      case 0:
        header[column] += "_x";
        break;
      case 1:
        header.erase(header.begin() + static_cast<std::ptrdiff_t>(column));
        break;
      default:
        lines_.erase(lines_.begin());
        return true;
    }
    SetCells(0, header);
    return true;
  }

  bool DropColumn() {
    const Cells header = CellsOf(0);
    const std::size_t column = dice_.Below(header.size());
    Done("drop column", 0, header[column]);
    const bool keeps_header = dice_.OneIn(2);
    for (std::size_t line = keeps_header ? 1 : 0; line < lines_.size(); ++line) {
      Cells cells = CellsOf(line);
      if (column >= cells.size()) continue;
      cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(column));
      SetCells(line, cells);
    }
    return true;
  }

  bool SwapColumns() {
    const Cells header = CellsOf(0);
    const std::size_t one = dice_.Below(header.size());
    const std::size_t other = dice_.Below(header.size());
    if (one == other) return false;
    Done("swap columns", 0, absl::StrCat(header[one], " and ", header[other]));
    for (std::size_t line = 1; line < lines_.size(); ++line) {
      Cells cells = CellsOf(line);
      if (std::max(one, other) >= cells.size()) continue;
      std::swap(cells[one], cells[other]);
      SetCells(line, cells);
    }
    return true;
  }

  bool DeleteLines() {
    const std::size_t line = AnyLine();
    const std::size_t count =
        dice_.OneIn(3) ? lines_.size() - line
                       : 1 + dice_.Below(std::min<std::size_t>(20, lines_.size() - line));
    Done("delete lines", line, absl::StrCat(count, " from ", Short(lines_[line])));
    const auto first = lines_.begin() + static_cast<std::ptrdiff_t>(line);
    lines_.erase(first, first + static_cast<std::ptrdiff_t>(count));
    return true;
  }

  bool DuplicateLine() {
    const std::size_t line = AnyLine();
    Done("duplicate line", line, Short(lines_[line]));
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(line), std::string(lines_[line]));
    return true;
  }

  // Copies of a line under keys that sort behind its own: catalogues at and beyond what fits.
  bool MultiplyLine() {
    const std::size_t line = AnyLine();
    const std::size_t copies =
        dice_.OneIn(20) ? 70000 : dice_.Pick(std::vector<std::size_t>{1, 2, 40, 64, 65, 130, 300});
    if (copies * lines_[line].size() > (std::size_t{16} << 20)) return false;
    Done("multiply line", line, absl::StrCat(Short(lines_[line]), " x ", copies + 1));
    std::vector<std::string> added;
    for (std::size_t i = 0; i < copies; ++i) {
      Cells cells = CellsOf(line);
      absl::StrAppend(&cells[0], absl::StrFormat("_%05d", i));
      added.push_back(absl::StrJoin(cells, "\t"));
    }
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(line) + 1, added.begin(),
                  added.end());
    return true;
  }

  // Many lines of one first cell, the second counting up: a code of very many scopes.
  bool NumberLines() {
    const std::size_t line = AnyLine();
    Cells cells = CellsOf(line);
    if (cells.size() < 2) return false;
    const std::string key = cells[0];
    const std::size_t count = dice_.Pick(std::vector<std::size_t>{2, 33, 63, 64, 65, 66, 130, 999});
    Done("number lines", line, absl::StrCat(key, " 1 to ", count));
    std::size_t first = line;
    while (first > 1 && CellsOf(first - 1)[0] == key) --first;
    std::size_t last = line + 1;
    while (last < lines_.size() && CellsOf(last)[0] == key) ++last;
    std::vector<std::string> numbered;
    for (std::size_t i = 1; i <= count; ++i) {
      cells[1] = absl::StrCat(i);
      numbered.push_back(absl::StrJoin(cells, "\t"));
    }
    lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(first),
                 lines_.begin() + static_cast<std::ptrdiff_t>(last));
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(first), numbered.begin(),
                  numbered.end());
    return true;
  }

  bool SwapLines() {
    const std::size_t one = AnyLine();
    const std::size_t other = AnyLine();
    if (lines_[one] == lines_[other]) return false;
    Done("swap lines", one, absl::StrCat(Short(lines_[one]), " and line ", other + 1));
    std::swap(lines_[one], lines_[other]);
    return true;
  }

  bool SwapCells() {
    const std::size_t line = AnyLine();
    Cells cells = CellsOf(line);
    const std::size_t one = dice_.Below(cells.size());
    const std::size_t other = dice_.Below(cells.size());
    if (cells[one] == cells[other]) return false;
    Done("swap cells", line, absl::StrCat(Short(cells[one]), " and ", Short(cells[other])));
    std::swap(cells[one], cells[other]);
    SetCells(line, cells);
    return true;
  }

  bool Set(const std::string& kind, std::size_t line, std::size_t column,
           const std::string& value) {
    Cells cells = CellsOf(line);
    const Cells header = CellsOf(0);
    if (column >= cells.size() || cells[column] == value) return false;
    Done(kind, line,
         absl::StrCat(column < header.size() ? header[column] : "?", " ", Short(cells[column]),
                      " -> ", Short(value)));
    cells[column] = value;
    SetCells(line, cells);
    return true;
  }

  // What the column holds in another line.
  bool TakeCell() {
    const Cells other = CellsOf(AnyLine());
    const std::size_t column = dice_.Below(other.size());
    return Set("take cell", AnyLine(), column, other[column]);
  }

  bool SetCell() {
    static const auto* const values = new std::vector<std::string>{
        "",           "?",     "x",     "R", "T",       "MICRO",
        "UNREADABLE", "00000", "99999", "A", "{value}", std::string(20000, 'x')};
    const std::size_t line = AnyLine();
    const std::size_t column = dice_.Below(CellsOf(line).size());
    return Set("cell", line, column,
               dice_.OneIn(2) ? Vocabulary::Number(dice_) : dice_.Pick(*values));
  }

  // The elements of a list in a cell: one gone, one twice, one of another line, very many.
  bool ChangeList() {
    const std::size_t line = AnyLine();
    const Cells cells = CellsOf(line);
    std::vector<std::size_t> lists;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].find('|') != std::string::npos) lists.push_back(i);
    }
    if (lists.empty()) return false;
    const std::size_t column = dice_.Pick(lists);
    Cells elements = absl::StrSplit(cells[column], '|');
    const std::size_t at = dice_.Below(elements.size());
    switch (dice_.Below(4)) {
      case 0:
        elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 1:
        elements.push_back(elements[at]);
        break;
      case 2:
        elements[at] += dice_.OneIn(2) ? ":99999999999" : ":-1m";
        break;
      default:
        elements.insert(elements.end(), 300, elements[at]);
    }
    return Set("list", line, column, absl::StrJoin(elements, "|"));
  }

  std::string& text_;
  Dice& dice_;
  Change& change_;
  std::vector<std::string> lines_;
};

}  // namespace

bool ChangeTable(std::string& text, Dice& dice, Change& change) {
  return TableEditor(text, dice, change).Edit();
}

}  // namespace izin::fuzz
