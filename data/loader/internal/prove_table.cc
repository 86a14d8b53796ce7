#include "data/loader/internal/prove_table.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "classifier/inputs.h"

namespace izin::internal {
namespace {

// A proof is by enumeration; the largest table of the law has some hundreds of combinations.
constexpr std::int64_t kMaxCombinations = 100000;

// The sets of prefix lists that codes of the edition have, as far as `rows` tell them apart.
UniqueTable::Axis KbliAxis(const Assembly& assembly, const std::vector<TableRow>& rows) {
  UniqueTable::Axis axis{.input = Input::kKbli, .size = 0, .is_legal = {}, .sets = {}, .mask = 0};
  for (const TableRow& row : rows) {
    for (const izin::Conditions::Test& test : row.conditions.tests()) {
      if (test.input != Input::kKbli) continue;
      if (test.any_of != izin::Conditions::kAnything) axis.mask |= test.any_of;
      axis.mask |= test.none_of;
    }
  }
  const KbliCatalogue& kbli = assembly.kbli();
  for (int code = 0; code < kbli.subclass_count(); ++code) {
    const std::uint64_t bits = KbliGroupBits(kbli, code, assembly.out.kbli_groups) & axis.mask;
    if (std::find(axis.sets.begin(), axis.sets.end(), bits) == axis.sets.end())
      axis.sets.push_back(bits);
  }
  axis.size = static_cast<int>(axis.sets.size());
  axis.is_legal.assign(axis.sets.size(), true);
  return axis;
}

// The values of an enumerated input; of `permit` what the table of base authority knows permits by.
UniqueTable::Axis ValueAxis(const Assembly& assembly, Input input) {
  UniqueTable::Axis axis{.input = input, .size = 0, .is_legal = {}, .sets = {}, .mask = 0};
  if (input == Input::kPermit) {
    axis.is_legal.assign(assembly.out.authority_keys.size(), true);
  } else {
    for (absl::string_view name : ValueNames(input)) axis.is_legal.push_back(!name.empty());
  }
  axis.size = static_cast<int>(axis.is_legal.size());
  return axis;
}

// The axes a UNIQUE table is enumerated over.
std::vector<UniqueTable::Axis> Axes(Assembly& assembly, const Table& table,
                                    const std::vector<TableRow>& rows, const Position& position) {
  std::vector<UniqueTable::Axis> axes;
  for (int i = 0; i < table.input_size(); ++i) {
    const std::optional<Input> input = InputByName(table.input(i));
    const bool is_key = input == Input::kPermit && table.role() == "AUTHORITY_BASE";
    if (input == Input::kKbli) {
      axes.push_back(KbliAxis(assembly, rows));
      continue;
    }
    if (!input.has_value() || (!is_key && ValueNames(*input).empty())) {
      position.Field("input", i)
          .AddError(assembly.issues,
                    absl::StrCat("input \"", table.input(i), "\": want an enumerated input"));
      continue;
    }
    axes.push_back(ValueAxis(assembly, *input));
  }
  return axes;
}

std::string ValueName(const Assembly& assembly, const UniqueTable::Axis& axis, int value) {
  const Input input = axis.input;
  if (input == Input::kKbli) {
    std::vector<std::string> lists;
    for (std::size_t g = 0; g < assembly.out.kbli_groups.size(); ++g) {
      if ((axis.sets[static_cast<std::size_t>(value)] >> g & 1) != 0)
        lists.push_back(absl::StrJoin(assembly.out.kbli_groups[g], "|"));
    }
    return lists.empty() ? "any other" : absl::StrJoin(lists, " and ");
  }
  if (input == Input::kPermit) return assembly.out.authority_keys[static_cast<std::size_t>(value)];
  return std::string(ValueNames(input)[static_cast<std::size_t>(value)]);
}

std::string Combination(const Assembly& assembly, const UniqueTable& table,
                        const std::vector<int>& values) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const UniqueTable::Axis& axis = table.axes()[i];
    parts.push_back(absl::StrCat(Name(axis.input), " = ", ValueName(assembly, axis, values[i])));
  }
  return absl::StrJoin(parts, ", ");
}

// Tells what is wrong with a table that was enumerated.
class ProofReport {
 public:
  ProofReport(Assembly& assembly, const Table& entry, const std::vector<const Row*>& rows)
      : assembly_(assembly), entry_(entry), rows_(rows) {}

  void TellForeignInputs(const UniqueTable& index, const DecisionTable& table) {
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      for (const izin::Conditions::Test& test : table.rows[r].conditions.tests()) {
        if (index.Uses(test.input)) continue;
        PlaceOf(static_cast<int>(r))
            .AddError(assembly_.issues,
                      absl::StrCat("row ", table.rows[r].id, " conditions on ", Name(test.input),
                                   ", which is no input of table ", table.id));
      }
    }
  }

  void TellFault(const UniqueTable& index, const UniqueTable::Fault& fault) {
    const std::string combination = Combination(assembly_, index, fault.values);
    if (fault.rows.empty()) {
      const Position position = assembly_.positions.Of(entry_, entry_.where());
      position.AddFollowing(assembly_.issues, Needed(position),
                            absl::StrCat("table ", entry_.id(), ": no row for ", combination));
      return;
    }
    PlaceOf(fault.rows[1])
        .AddError(assembly_.issues, absl::StrCat("rows ", IdOf(fault.rows[0]), " and ",
                                                 IdOf(fault.rows[1]), " both match ", combination));
  }

  void TellUnreachable(int row) {
    const Position position = PlaceOf(row);
    position.AddFollowing(assembly_.issues, Needed(position),
                          absl::StrCat("row ", IdOf(row), " can never match"));
  }

 private:
  // What the proof counts on: the rows, and what their conditions name.
  std::vector<std::string> Needed(const Position& position) const {
    return {position.file(), assembly_.PathOf("permits.textproto"), assembly_.KbliPath()};
  }
  const Row& RowAt(int index) const { return *rows_[static_cast<std::size_t>(index)]; }
  const std::string& IdOf(int row) const { return RowAt(row).id(); }
  Position PlaceOf(int row) const { return assembly_.positions.Of(RowAt(row), RowAt(row).where()); }

  Assembly& assembly_;
  const Table& entry_;
  const std::vector<const Row*>& rows_;
};

// True if the table can be enumerated. An axis without values is one whose catalogue is missing,
// which is told there.
bool IsProvable(Assembly& assembly, const Table& entry,
                const std::vector<UniqueTable::Axis>& axes) {
  std::int64_t combinations = 1;
  for (const UniqueTable::Axis& axis : axes)
    combinations = std::min<std::int64_t>(combinations * axis.size, kMaxCombinations + 1);
  if (combinations > kMaxCombinations) {
    assembly.positions.Of(entry, entry.where())
        .AddError(assembly.issues,
                  absl::StrCat("table ", entry.id(), ": its inputs have more than ",
                               kMaxCombinations, " combinations: want fewer inputs"));
  }
  return combinations > 0 && combinations <= kMaxCombinations;
}

}  // namespace

void ProveTable(Assembly& assembly, const Table& entry, const std::vector<const Row*>& rows,
                DecisionTable& table) {
  const Position position = assembly.positions.Of(entry, entry.where());
  std::vector<UniqueTable::Axis> axes = Axes(assembly, entry, table.rows, position);
  if (!IsProvable(assembly, entry, axes)) return;
  std::vector<const izin::Conditions*> conditions;
  for (const TableRow& row : table.rows) conditions.push_back(&row.conditions);
  UniqueTable::Built built = UniqueTable::Build(std::move(axes), conditions);
  ProofReport report(assembly, entry, rows);
  report.TellForeignInputs(built.table, table);
  for (const UniqueTable::Fault& fault : built.faults) report.TellFault(built.table, fault);
  for (int row : built.unreachable_rows) report.TellUnreachable(row);
  table.index = std::move(built.table);
  std::vector<int> outlines;
  for (const TableRow& row : table.rows) outlines.push_back(row.outline);
  table.index.SetOutlines(outlines);
}

}  // namespace izin::internal
