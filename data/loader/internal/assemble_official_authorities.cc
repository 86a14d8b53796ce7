#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "data/loader/internal/official_pages.h"

namespace izin::internal {
namespace {

// The office that stands for a kind: MINISTER is the minister of the sector.
int OfficeOfKind(Assembly& assembly, absl::string_view kind, const Position& position) {
  return ResolveIndex("authority", kind == "MINISTER" ? "MINISTER_GENERIC" : kind,
                      assembly.office_by_id, {assembly.PathOf("offices.textproto")}, position,
                      assembly.issues);
}

// "extent WITHIN_REGENCY or CROSS_REGENCY", "extent CROSS_REGENCY or region 31", "ask", ...
AuthorityCondition ReadCondition(Assembly& assembly, absl::string_view text,
                                 const Position& position) {
  using Kind = AuthorityCondition::Kind;
  if (text == "any") return {.kind = Kind::kAny};
  if (text == "foreign") return {.kind = Kind::kForeign};
  if (text == "not foreign") return {.kind = Kind::kNotForeign};
  if (text == "ask") return {.kind = Kind::kAsk};
  const std::string& province = assembly.out.province_without_regencies;
  AuthorityCondition condition{.kind = Kind::kExtent};
  absl::ConsumePrefix(&text, "extent ");
  for (absl::string_view part : absl::StrSplit(text, " or ")) {
    if (absl::ConsumePrefix(&part, "region ")) {
      condition.in_province_without_regencies = part == province;
      if (condition.in_province_without_regencies) continue;
      position.AddError(
          assembly.issues,
          absl::StrCat("region \"", part, "\": want the province without regencies, ", province));
      continue;
    }
    const std::optional<int> extent =
        ResolveName("condition", part, kEnumNames<AdministrativeExtent>, position, assembly.issues);
    if (extent.has_value())
      condition.extents = static_cast<std::uint8_t>(condition.extents | (1 << *extent));
  }
  return condition;
}

bool IsCategory(const AuthorityPatternLine& line) { return line.kbli().size() == 1; }

// "extent CROSS_REGENCY -> GOVERNOR; foreign -> MINISTER"
std::vector<AuthorityPair> ReadPairs(Assembly& assembly, absl::string_view text,
                                     const Position& position) {
  std::vector<AuthorityPair> pairs;
  for (absl::string_view rule : absl::StrSplit(text, "; ")) {
    const std::vector<absl::string_view> sides = absl::StrSplit(rule, " -> ");
    if (sides.size() != 2) {
      position.AddError(assembly.issues,
                        absl::StrCat("\"", rule, "\": want condition -> authority"));
      continue;
    }
    pairs.push_back({.condition = ReadCondition(assembly, sides[0], position),
                     .office = OfficeOfKind(assembly, sides[1], position)});
  }
  return pairs;
}

// The names of "pola 9 kode golongan pokok 10 (LARGE)", "pola 60 dari 62 kode kategori C (LARGE)".
izin::Citation PatternBasis(const Assembly& assembly, const AuthorityPatternLine& line) {
  izin::Citation basis;
  if (!assembly.out.official_basis.empty()) basis = assembly.out.official_basis.front();
  const std::string of_all = line.codes_alike() == line.codes_keyed()
                                 ? std::string()
                                 : absl::StrCat(" dari ", line.codes_keyed());
  basis.provision = absl::StrCat("pola ", line.codes_alike(), of_all, " kode ",
                                 IsCategory(line) ? "kategori " : "golongan pokok ", line.kbli(),
                                 " (", line.scale(), ")");
  basis.verification = Verification::kUnverified;
  return basis;
}

// How many codes a pattern rests on: of a division three at least, all alike; of a category, which
// says less of a code, twenty at least, of which 95 in a hundred are alike.
void CheckCount(const AuthorityPatternLine& line, const Position& position, RuleIssues& issues) {
  const int fewest = IsCategory(line) ? 20 : 3;
  int keyed = 0;
  if (!absl::SimpleAtoi(line.codes_keyed(), &keyed) || keyed < fewest) {
    position.AddError(issues, absl::StrCat("codes_keyed \"", line.codes_keyed(), "\": want ",
                                           fewest, " or more"));
    return;
  }
  int alike = 0;
  const bool is_number = absl::SimpleAtoi(line.codes_alike(), &alike);
  const std::int64_t in_a_hundred = IsCategory(line) ? 95 : 100;
  if (is_number && alike <= keyed && std::int64_t{alike} * 100 >= in_a_hundred * keyed) return;
  position.AddError(issues, absl::StrCat("codes_alike \"", line.codes_alike(), "\" of ", keyed,
                                         ": want ", in_a_hundred, " % of them"));
}

}  // namespace

IndexByName AssembleAuthorityParameters(Assembly& assembly) {
  IndexByName parameter_by_id;
  for (int i = 0; i < assembly.in.authority_parameter_size(); ++i) {
    const AuthorityParameterLine& line = assembly.in.authority_parameter(i);
    const Position position = assembly.LineAt(line, "authority_parameters.tsv", i);
    parameter_by_id[line.id()] = i;
    assembly.out.authority_parameters.push_back(
        {.id = line.id(),
         .text = line.parameter(),
         .pair = {.condition = ReadCondition(assembly, line.condition(), position),
                  .office = OfficeOfKind(assembly, line.authority(), position),
                  .parameter = i}});
  }
  return parameter_by_id;
}

void AssembleAuthorityPatterns(Assembly& assembly) {
  for (int i = 0; i < assembly.in.authority_pattern_size(); ++i) {
    const AuthorityPatternLine& line = assembly.in.authority_pattern(i);
    const Position position = assembly.LineAt(line, "authority_patterns.tsv", i);
    AuthorityPattern pattern{.kbli = line.kbli(), .codes_alike = line.codes_alike()};
    if (line.kbli().size() > 2 || assembly.kbli().Find(line.kbli()) == nullptr) {
      position.Field("kbli").AddFollowing(
          assembly.issues, {assembly.KbliPath()},
          absl::StrCat("kbli \"", line.kbli(), "\": want a division of two digits ",
                       "or the letter of a category of the edition"));
    }
    pattern.scale = ResolveEnum<BusinessScale>("scale", line.scale(), position, assembly.issues);
    CheckCount(line, position, assembly.issues);
    pattern.pairs = ReadPairs(assembly, line.pattern(), position);
    pattern.basis = PatternBasis(assembly, line);
    assembly.out.authority_patterns.push_back(std::move(pattern));
  }
}

namespace {

// Alike if they name the same offices for the same cases, in whatever order and under whatever
// published parameter.
bool HoldsEach(absl::Span<const AuthorityPair> of, absl::Span<const AuthorityPair> in) {
  return std::all_of(of.begin(), of.end(), [in](const AuthorityPair& pair) {
    return std::any_of(in.begin(), in.end(), [&pair](const AuthorityPair& other) {
      return other.condition == pair.condition && other.office == pair.office;
    });
  });
}

}  // namespace

void ExceptDivisionsThatDiffer(Assembly& assembly) {
  RulesetData& out = assembly.out;
  for (AuthorityPattern& pattern : out.authority_patterns) {
    if (pattern.kbli.size() != 1) continue;
    const auto scale = static_cast<std::size_t>(pattern.scale);
    for (const Scope& scope : out.scopes) {
      const OfficialRow* row = ElementAt(out.official_rows, scope.official_row_at[scale]);
      if (row == nullptr || !assembly.kbli().IsUnder(scope.code_index, pattern.kbli)) continue;
      if (HoldsEach(row->pairs, pattern.pairs) && HoldsEach(pattern.pairs, row->pairs)) continue;
      std::string division = scope.id.substr(0, 2);
      if (pattern.exceptions.empty() || pattern.exceptions.back() != division)
        pattern.exceptions.push_back(std::move(division));
    }
  }
}

}  // namespace izin::internal
