#include "classifier/decision_table.h"

#include <algorithm>
#include <utility>

namespace izin {
namespace {

constexpr std::size_t kMaxFaults = 20;

// Steps `values` to the next combination; to the first after the last.
void Advance(absl::Span<const UniqueTable::Axis> axes, std::vector<int>& values) {
  for (std::size_t i = axes.size(); i-- > 0;) {
    if (++values[i] < axes[i].size) return;
    values[i] = 0;
  }
}

bool IsLegal(absl::Span<const UniqueTable::Axis> axes, const std::vector<int>& values) {
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (!axes[i].is_legal[static_cast<std::size_t>(values[i])]) return false;
  }
  return true;
}

void SetFact(const UniqueTable::Axis& axis, int value, Facts& facts) {
  if (axis.sets.empty()) return facts.Set(axis.input, value);
  facts.SetBits(axis.input, axis.sets[static_cast<std::size_t>(value)]);
}

std::vector<int> MatchedRows(absl::Span<const UniqueTable::Axis> axes,
                             const std::vector<int>& values,
                             absl::Span<const Conditions* const> rows) {
  Facts facts;
  for (std::size_t i = 0; i < axes.size(); ++i) SetFact(axes[i], values[i], facts);
  std::vector<int> matched;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r]->Match(facts)) matched.push_back(static_cast<int>(r));
  }
  return matched;
}

}  // namespace

UniqueTable::Built UniqueTable::Build(std::vector<Axis> axes,
                                      absl::Span<const Conditions* const> rows) {
  Built built;
  int size = 1;
  for (std::size_t i = axes.size(); i-- > 0;) {
    const int of_sets = axes[i].sets.empty() ? -1 : static_cast<int>(i);
    built.table.strides_.push_back({axes[i].input, size, axes[i].size - 1, of_sets});
    size *= axes[i].size;
  }
  built.table.row_of_.assign(static_cast<std::size_t>(size), -1);
  std::vector<bool> reached(rows.size(), false);
  std::vector<int> values(axes.size(), 0);
  for (std::size_t at = 0; at < built.table.row_of_.size(); ++at, Advance(axes, values)) {
    if (!IsLegal(axes, values)) continue;
    ++built.combinations;
    std::vector<int> matched = MatchedRows(axes, values, rows);
    for (int row : matched) reached[static_cast<std::size_t>(row)] = true;
    if (matched.size() == 1) {
      built.table.row_of_[at] = matched.front();
    } else if (built.faults.size() < kMaxFaults) {
      built.faults.push_back({.values = values, .rows = std::move(matched)});
    }
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (!reached[r]) built.unreachable_rows.push_back(static_cast<int>(r));
  }
  built.table.axes_ = std::move(axes);
  return built;
}

void UniqueTable::SetOutlines(absl::Span<const int> outline_of_row) {
  changes_.assign(row_of_.size() * axes_.size(), 0);
  const auto outline = [&](std::size_t cell) {
    return row_of_[cell] < 0 ? -1 : outline_of_row[static_cast<std::size_t>(row_of_[cell])];
  };
  for (std::size_t s = 0; s < strides_.size(); ++s) {
    const Axis& axis = axes_[axes_.size() - 1 - s];
    if (!axis.sets.empty() || axis.size > 16) continue;
    const auto stride = static_cast<std::size_t>(strides_[s].stride);
    for (std::size_t cell = 0; cell < row_of_.size(); ++cell) {
      const std::size_t value = cell / stride % static_cast<std::size_t>(axis.size);
      unsigned bits = 0;
      for (std::size_t v = 0; v < static_cast<std::size_t>(axis.size); ++v) {
        const bool changes =
            axis.is_legal[v] && outline(cell - value * stride + v * stride) != outline(cell);
        if (changes) bits |= 1U << v;
      }
      changes_[cell * strides_.size() + s] = static_cast<std::uint16_t>(bits);
    }
  }
}

bool UniqueTable::Uses(Input input) const {
  return std::any_of(axes_.begin(), axes_.end(),
                     [input](const Axis& axis) { return axis.input == input; });
}

}  // namespace izin
