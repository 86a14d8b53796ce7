// Decision tables: rows of conditions over enumerated inputs.
//
// A UNIQUE table is compiled to a dense array over all combinations of its inputs, so that finding
// its row is one index computation and one read; building it proves that every combination is
// matched by exactly one row. A COLLECT table gives every row that matches, by bit tests.

#ifndef IZIN_CLASSIFIER_DECISION_TABLE_H_
#define IZIN_CLASSIFIER_DECISION_TABLE_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "classifier/inputs.h"

namespace izin {

// What must hold: for each input named, one of the allowed values. Immutable once built.
class Conditions {
 public:
  static constexpr std::uint64_t kAnything = ~std::uint64_t{0};

  struct Test {
    Input input = Input::kScale;
    std::uint64_t any_of = kAnything;  // the input has one of these; kAnything: or no value at all
    std::uint64_t none_of = 0;         // and none of these
  };

  // Narrows `input`; called at most once for each input.
  void Add(Test test) { tests_.push_back(test); }

  bool Match(const Facts& facts) const {
    for (const Test& test : tests_) {
      if (!Holds(test, facts)) return false;
    }
    return true;
  }
  static bool Holds(const Test& test, const Facts& facts) {
    const std::uint64_t bits = facts.bits(test.input);
    return (test.any_of == kAnything || (bits & test.any_of) != 0) && (bits & test.none_of) == 0;
  }
  absl::Span<const Test> tests() const { return tests_; }

 private:
  absl::InlinedVector<Test, 3> tests_;
};

// The dense form of a UNIQUE table over `rows` (referred to by position).
class UniqueTable {
 public:
  struct Axis {
    Input input = Input::kScale;
    int size = 0;                // values 0..size-1
    std::vector<bool> is_legal;  // false: a number without meaning, never looked up
    // Of an input that is a set: the sets that occur, as far as `mask` tells them apart.
    std::vector<std::uint64_t> sets;
    std::uint64_t mask = 0;
  };
  // A combination that no row, or more than one row, matches.
  struct Fault {
    std::vector<int> values;  // one for each axis
    std::vector<int> rows;    // empty: a gap
  };
  struct Built;

  // Enumerates every combination of the axes. The table serves only if `faults` is empty.
  // REQUIRES: the combinations can be held (the loader allows 100,000), and is_legal has as many
  // elements as the axis values.
  static Built Build(std::vector<Axis> axes, absl::Span<const Conditions* const> rows);

  // The cell of the array that holds for `facts`; a number that is no cell if an axis has no such
  // value as only rules can set: a set that does not occur, or none at all.
  int CellOf(const Facts& facts) const {
    int index = 0;
    for (const Stride& axis : strides_) {
      const int value = axis.of_sets < 0 ? facts.value(axis.input) : SetIn(axis, facts);
      index += value * axis.stride;
    }
    return index;
  }
  // The same with one input, which is no set, read as `value`; -1 if its axis has no such value.
  int CellWith(const Facts& facts, Input input, int value) const {
    int index = 0;
    for (const Stride& axis : strides_) {
      const bool is_given = axis.input == input && axis.of_sets < 0;
      if (is_given && (value < 0 || value > axis.last)) return -1;
      const int read = axis.of_sets >= 0 ? SetIn(axis, facts)
                       : is_given        ? value
                                         : facts.value(axis.input);
      index += read * axis.stride;
    }
    return index;
  }
  // The row of a cell; -1 if it has none, or is no cell of the table.
  int RowOf(int cell) const {
    const auto at = static_cast<std::size_t>(cell);
    return at < row_of_.size() ? row_of_[at] : -1;
  }
  int Find(const Facts& facts) const { return RowOf(CellOf(facts)); }

  // Tells rows apart by what they give: rows of one outline answer alike. Called once.
  void SetOutlines(absl::Span<const int> outline_of_row);
  // Calls `visit(input, values)` for each axis whose other values, all else as in `cell`, lead to a
  // row of another outline: `values` holds a bit for each. None for axes of sets and of more than
  // 16 values, and for what is no cell of the table.
  template <typename Visitor>
  void ForEachChange(int cell, const Visitor& visit) const {
    const auto at = static_cast<std::size_t>(cell);
    if (at >= row_of_.size() || changes_.empty()) return;
    const std::uint16_t* changes = &changes_[at * strides_.size()];
    for (const Stride& axis : strides_) {
      if (*changes != 0) visit(axis.input, *changes);
      ++changes;
    }
  }

  absl::Span<const Axis> axes() const { return axes_; }
  bool Uses(Input input) const;

 private:
  struct Stride {
    Input input = Input::kScale;
    int stride = 0;
    int last = -1;     // value of the axis
    int of_sets = -1;  // position of the axis, if its input is a set
  };

  // A number beyond every cell if the axis has no such set.
  int SetIn(const Stride& stride, const Facts& facts) const {
    const Axis& axis = axes_[static_cast<std::size_t>(stride.of_sets)];
    const std::uint64_t bits = facts.bits(stride.input) & axis.mask;
    for (std::size_t value = 0; value < axis.sets.size(); ++value) {
      if (axis.sets[value] == bits) return static_cast<int>(value);
    }
    return static_cast<int>(row_of_.size());
  }

  std::vector<Axis> axes_;
  std::vector<Stride> strides_;
  std::vector<std::int32_t> row_of_;    // by cell
  std::vector<std::uint16_t> changes_;  // by cell, then stride
};

struct UniqueTable::Built {
  UniqueTable table;
  std::vector<Fault> faults;          // the first 20
  std::vector<int> unreachable_rows;  // rows that no combination reaches
  int combinations = 0;
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_DECISION_TABLE_H_
