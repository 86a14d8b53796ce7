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
                      assembly.office_by_id, position, assembly.issues);
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

izin::Citation PatternBasis(const Assembly& assembly, const AuthorityPatternLine& line) {
  izin::Citation basis;
  if (!assembly.out.official_basis.empty()) basis = assembly.out.official_basis.front();
  basis.provision = absl::StrCat("pola ", line.codes_keyed(), " kode golongan pokok ",
                                 line.division(), " (", line.scale(), ")");
  basis.verification = Verification::kUnverified;
  return basis;
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
    AuthorityPattern pattern{.division = line.division()};
    if (line.division().size() != 2 || assembly.kbli().Find(line.division()) == nullptr) {
      position.Field("division")
          .AddError(assembly.issues, absl::StrCat("division \"", line.division(),
                                                  "\": want the two digits of one of the edition"));
    }
    pattern.scale = ResolveEnum<BusinessScale>("scale", line.scale(), position, assembly.issues);
    int codes = 0;
    if (!absl::SimpleAtoi(line.codes_keyed(), &codes) || codes < 3) {
      position.AddError(assembly.issues,
                        absl::StrCat("codes_keyed \"", line.codes_keyed(), "\": want 3 or more"));
    }
    pattern.pairs = ReadPairs(assembly, line.pattern(), position);
    pattern.basis = PatternBasis(assembly, line);
    assembly.out.authority_patterns.push_back(std::move(pattern));
  }
}

}  // namespace izin::internal
