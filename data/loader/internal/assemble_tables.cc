#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "data/loader/internal/assembly.h"

namespace izin::internal {
namespace {

// A proof is by enumeration; the largest table of the law has some hundreds of combinations.
constexpr std::int64_t kMaxCombinations = 100000;
constexpr absl::string_view kHitPolicyNames[] = {"COLLECT", "UNIQUE"};
constexpr absl::string_view kFlagNames[] = {"", "COMMITMENT", "NONE", "AUTOMATIC", "COPY_ONLY"};

std::vector<absl::string_view> RoleNames() {
  std::vector<absl::string_view> names;
  names.reserve(kTableRoleCount);
  for (int i = 0; i < kTableRoleCount; ++i) names.push_back(Name(static_cast<TableRole>(i)));
  return names;
}

Verification Weakest(const std::vector<izin::Citation>& citations) {
  Verification weakest = Verification::kUnspecified;
  for (const izin::Citation& citation : citations)
    weakest = std::max(weakest, citation.verification);
  return weakest;
}

// Resolves one row of a table.
class RowReader {
 public:
  RowReader(Assembly& assembly, const Row& row, TableRole role)
      : assembly_(assembly),
        row_(row),
        position_(assembly.positions.Of(row, row.where())),
        role_(role) {}

  TableRow Read() {
    TableRow out{.id = row_.id(), .where = row_.where()};
    const RowOutcome& then = row_.then();
    const Position then_position = position_.Nested("then");
    out.conditions = ResolveConditions(assembly_, row_.when(), row_.except(), position_,
                                       /*use_authority_keys=*/role_ == TableRole::kAuthorityBase);
    for (int i = 0; i < then.permit_size(); ++i) {
      out.permits.push_back(ReadPermit(then.permit(i), then_position.Nested("permit", i)));
    }
    out.refused = then.refused();
    out.not_licensed = then.not_licensed();
    out.then_land = then.then_land();
    out.yields_to_page = then.yields_to_page();
    out.office =
        Find("office", assembly_.office_by_id, then.office(), then_position.Field("office"));
    for (int i = 0; i < then.warning_size(); ++i) {
      const int notice = Find("warning", assembly_.notice_by_code, then.warning(i),
                              then_position.Field("warning", i));
      if (notice >= 0) out.notices.push_back(notice);
    }
    ReadCommitments(then, then_position, out);
    ReadAdjustment(then, then_position, out);
    out.note = OptionalText("note", row_.note(), position_, assembly_.issues);
    out.legal_basis =
        ResolveCitations(row_.legal_basis(), "legal_basis", position_, assembly_.issues);
    out.weakest = Weakest(out.legal_basis);
    CheckOutcome(then, out);
    return out;
  }

 private:
  int Find(absl::string_view what, const IndexByName& names, const std::string& name,
           const Position& position) {
    if (name.empty()) return -1;
    const auto it = names.find(name);
    if (it != names.end()) return it->second;
    position.AddError(assembly_.issues,
                      absl::StrCat("unknown ", what, " \"", name, "\": want one of the catalogue"));
    return -1;
  }

  RowPermit ReadPermit(const PermitLine& line, const Position& position) {
    RowPermit out;
    out.permit = Find("permit", assembly_.permit_by_code, line.code(), position.Field("code"));
    if (line.code().empty()) position.AddError(assembly_.issues, "missing permit code");
    out.automatic = line.automatic();
    out.flag = line.automatic() ? CommitmentFlag::kAutomatic : CommitmentFlag::kCommitment;
    if (!line.flag().empty()) {
      out.flag = ResolveEnum<CommitmentFlag>("flag", line.flag(), kFlagNames,
                                             position.Field("flag"), assembly_.issues);
    }
    out.working_days = line.working_days();
    out.working_days_with_repairs = line.working_days_with_repairs();
    if (out.working_days < 0 || out.working_days_with_repairs < out.working_days) {
      position.AddError(assembly_.issues,
                        absl::StrCat("permit ", line.code(),
                                     ": want 0 <= working_days <= working_days_with_repairs"));
    }
    out.deemed_approved = line.deemed_approved();
    out.term_from_official_row = line.term_from_official_row();
    out.office = Find("office", assembly_.office_by_id, line.office(), position.Field("office"));
    out.note = OptionalText("note", line.note(), position, assembly_.issues);
    return out;
  }

  void ReadCommitments(const RowOutcome& then, const Position& position, TableRow& out) {
    for (int i = 0; i < then.commitment_size(); ++i) {
      const auto it = assembly_.commitments_by_code.find(then.commitment(i));
      if (it == assembly_.commitments_by_code.end()) {
        position.Field("commitment", i)
            .AddError(assembly_.issues, absl::StrCat("unknown commitment \"", then.commitment(i),
                                                     "\": want one of commitments.textproto"));
        continue;
      }
      out.commitments.insert(out.commitments.end(), it->second.begin(), it->second.end());
    }
  }

  void ReadAdjustment(const RowOutcome& then, const Position& position, TableRow& out) {
    if (!then.has_adjust()) return;
    const Position at = position.Nested("adjust");
    const std::optional<Input> input = InputByName(then.adjust().input());
    if (!input.has_value() || ValueNames(*input).empty() || IsSet(*input)) {
      at.AddError(assembly_.issues,
                  absl::StrCat("input \"", then.adjust().input(), "\": want an enumerated input"));
      return;
    }
    out.adjusted_input = *input;
    out.adjusted_value = ResolveName(then.adjust().input(), then.adjust().value(),
                                     ValueNames(*input), at, assembly_.issues)
                             .value_or(0);
  }

  // An empty `then` is a fault: a row that requires nothing says `none`.
  void CheckOutcome(const RowOutcome& then, const TableRow& out) {
    const bool says_something = !out.permits.empty() || then.none() || then.refused() ||
                                then.not_licensed() || !then.office().empty() ||
                                then.warning_size() > 0 || then.commitment_size() > 0 ||
                                then.has_adjust();
    if (!says_something)
      position_.AddError(assembly_.issues,
                         absl::StrCat("row ", row_.id(), ": `then` says nothing"));
    if (then.then_land() && out.permits.empty()) {
      position_.AddError(assembly_.issues,
                         absl::StrCat("row ", row_.id(), ": then_land without the release permit"));
    }
    if (then.none() && !out.permits.empty()) {
      position_.AddError(assembly_.issues,
                         absl::StrCat("row ", row_.id(), ": both `none` and permits"));
    }
  }

  Assembly& assembly_;
  const Row& row_;
  Position position_;
  TableRole role_;
};

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
    UniqueTable::Axis axis{.input = *input, .size = 0, .is_legal = {}, .sets = {}, .mask = 0};
    if (is_key) {
      axis.is_legal.assign(assembly.out.authority_keys.size(), true);
    } else {
      for (absl::string_view name : ValueNames(*input)) axis.is_legal.push_back(!name.empty());
    }
    axis.size = static_cast<int>(axis.is_legal.size());
    axes.push_back(std::move(axis));
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

// Proves that each combination of the inputs has exactly one row, and that each row has a
// combination.
void Prove(Assembly& assembly, const Table& entry, const std::vector<const Row*>& rows,
           DecisionTable& table) {
  const Position position = assembly.positions.Of(entry, entry.where());
  std::vector<const izin::Conditions*> conditions;
  for (const TableRow& row : table.rows) conditions.push_back(&row.conditions);
  std::vector<UniqueTable::Axis> axes = Axes(assembly, entry, table.rows, position);
  std::int64_t combinations = 1;
  for (const UniqueTable::Axis& axis : axes) {
    combinations = std::min<std::int64_t>(combinations * axis.size, kMaxCombinations + 1);
  }
  if (combinations > kMaxCombinations) {
    position.AddError(assembly.issues,
                      absl::StrCat("table ", table.id, ": its inputs have more than ",
                                   kMaxCombinations, " combinations: want fewer inputs"));
    return;
  }
  UniqueTable::Built built = UniqueTable::Build(std::move(axes), conditions);
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    for (const izin::Conditions::Test& test : table.rows[r].conditions.tests()) {
      if (built.table.Uses(test.input)) continue;
      assembly.positions.Of(*rows[r], rows[r]->where())
          .AddError(assembly.issues,
                    absl::StrCat("row ", table.rows[r].id, " conditions on ", Name(test.input),
                                 ", which is no input of table ", table.id));
    }
  }
  for (const UniqueTable::Fault& fault : built.faults) {
    const std::string combination = Combination(assembly, built.table, fault.values);
    if (fault.rows.empty()) {
      position.AddError(assembly.issues,
                        absl::StrCat("table ", table.id, ": no row for ", combination));
      continue;
    }
    const Row& second = *rows[static_cast<std::size_t>(fault.rows[1])];
    assembly.positions.Of(second, second.where())
        .AddError(assembly.issues,
                  absl::StrCat("rows ", rows[static_cast<std::size_t>(fault.rows[0])]->id(),
                               " and ", second.id(), " both match ", combination));
  }
  for (int row : built.unreachable_rows) {
    const Row& dead = *rows[static_cast<std::size_t>(row)];
    assembly.positions.Of(dead, dead.where())
        .AddError(assembly.issues, absl::StrCat("row ", dead.id(), " can never match"));
  }
  table.index = std::move(built.table);
  std::vector<int> outlines;
  for (const TableRow& row : table.rows) outlines.push_back(row.outline);
  table.index.SetOutlines(outlines);
}

// True if the rows answer alike: the same outcome, and the same permits with flag and office.
bool AnswerAlike(const TableRow& a, const TableRow& b) {
  return a.refused == b.refused && a.not_licensed == b.not_licensed && a.office == b.office &&
         a.then_land == b.then_land && a.yields_to_page == b.yields_to_page &&
         std::equal(a.permits.begin(), a.permits.end(), b.permits.begin(), b.permits.end(),
                    [](const RowPermit& x, const RowPermit& y) {
                      return x.permit == y.permit && x.flag == y.flag && x.office == y.office &&
                             x.automatic == y.automatic;
                    });
}

void SetOutlines(std::vector<TableRow>& rows) {
  for (std::size_t r = 0; r < rows.size(); ++r) {
    rows[r].outline = static_cast<int>(r);
    for (std::size_t earlier = 0; earlier < r; ++earlier) {
      if (!AnswerAlike(rows[earlier], rows[r])) continue;
      rows[r].outline = rows[earlier].outline;
      break;
    }
  }
}

void AssembleTable(Assembly& assembly, const Table& entry) {
  const Position position = assembly.positions.Of(entry, entry.where());
  DecisionTable table{.id = entry.id()};
  table.role = ResolveEnum<TableRole>("role", entry.role(), RoleNames(), position.Field("role"),
                                      assembly.issues);
  table.is_unique = ResolveEnum<bool>("hit_policy", entry.hit_policy(), kHitPolicyNames,
                                      position.Field("hit_policy"), assembly.issues);
  table.title = RequiredText("title", entry.title(), position, assembly.issues);
  const bool collects = table.role == TableRole::kNotes || table.role == TableRole::kAdjust;
  if (collects == table.is_unique) {
    position.AddError(assembly.issues,
                      absl::StrCat("table ", entry.id(), ": want hit_policy ",
                                   collects ? "COLLECT" : "UNIQUE", " for role ", entry.role()));
    return;
  }
  std::vector<const Row*> rows;
  for (const Row& row : assembly.rules().row()) {
    if (row.table() != entry.id()) continue;
    rows.push_back(&row);
    table.rows.push_back(RowReader(assembly, row, table.role).Read());
  }
  if (rows.empty())
    position.AddError(assembly.issues, absl::StrCat("table ", entry.id(), " has no rows"));
  SetOutlines(table.rows);
  if (table.is_unique) Prove(assembly, entry, rows, table);
  assembly.out.tables.push_back(std::move(table));
}

}  // namespace

void AssembleTables(Assembly& assembly) {
  absl::flat_hash_set<std::string> ids;
  absl::flat_hash_set<std::string> roles;
  for (const Row& row : assembly.rules().row()) {
    const Position position = assembly.positions.Of(row, row.where());
    if (row.id().empty()) position.AddError(assembly.issues, "missing id");
    if (!ids.insert(row.id()).second)
      position.AddError(assembly.issues, absl::StrCat("duplicate row \"", row.id(), "\""));
  }
  for (const Table& table : assembly.rules().table()) {
    const Position position = assembly.positions.Of(table, table.where());
    if (!roles.insert(table.role()).second) {
      position.AddError(assembly.issues, absl::StrCat("a second table in role ", table.role()));
      continue;
    }
    AssembleTable(assembly, table);
  }
  for (TableRole role : {TableRole::kLicences, TableRole::kAuthority}) {
    if (roles.contains(Name(role))) continue;
    assembly.issues.AddError(absl::StrCat("rulesets/", assembly.out.id, "/ruleset.textproto"), 1, 1,
                             absl::StrCat("no table in role ", Name(role)));
  }
}

}  // namespace izin::internal
