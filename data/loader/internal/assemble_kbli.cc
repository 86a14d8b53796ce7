#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "classifier/kbli_code.h"
#include "data/loader/internal/assembly.h"

namespace izin::internal {
namespace {

// A code to be reviewed has no line.
constexpr absl::Span<const absl::string_view> kConversionKindNames =
    absl::MakeConstSpan(kEnumNames<ConversionKind>)
        .first(static_cast<std::size_t>(ConversionKind::kReview));
constexpr absl::string_view kLevelNames[] = {"", "R", "MR", "MT", "T"};
constexpr absl::string_view kSuspectNames[] = {"PPMSE", "DUPLICATE_LABEL"};
constexpr absl::string_view kOnlyNames[] = {"PMA"};

std::shared_ptr<const KbliCatalogue> Catalogue(
    KbliEdition edition, const google::protobuf::RepeatedPtrField<KbliLine>& lines) {
  std::vector<KbliEntry> entries;
  entries.reserve(static_cast<std::size_t>(lines.size()));
  for (const KbliLine& line : lines) {
    entries.push_back({.code = line.code(), .parent = line.parent(), .title = line.title()});
  }
  return std::make_shared<const KbliCatalogue>(edition, std::move(entries));
}

// Reports a code that is malformed or unknown; otherwise returns it.
std::optional<KbliCode> KnownCode(const KbliCatalogue& kbli, const std::string& text,
                                  const Position& position, RuleIssues& issues) {
  const absl::StatusOr<KbliCode> code = KbliCode::Parse(text);
  if (!code.ok()) {
    position.AddError(issues, absl::StrCat("code ", code.status().message()));
    return std::nullopt;
  }
  if (!kbli.IndexOf(*code).has_value()) {
    position.AddFollowing(
        issues, {KbliPath(kbli.edition())},
        absl::StrCat("unknown code \"", text, "\": want a sub-class of the KBLI edition"));
    return std::nullopt;
  }
  return *code;
}

RiskLevel Level(const std::string& level, const Position& position, RuleIssues& issues) {
  if (level.empty()) return RiskLevel::kUnspecified;
  for (std::size_t i = 1; i < std::size(kLevelNames); ++i) {
    if (level == kLevelNames[i]) return static_cast<RiskLevel>(i);
  }
  position.AddError(issues, absl::StrCat("level \"", level, "\": want R, MR, MT, T or nothing"));
  return RiskLevel::kUnspecified;
}

// A line of the conversion table that could be read.
struct ConversionEntry {
  KbliConversion::Edge edge;
  ConversionKind kind = ConversionKind::kUnspecified;  // of the 2020 code, as the table says
  Position position;
};

std::vector<ConversionEntry> ReadConversion(Assembly& assembly) {
  std::vector<ConversionEntry> entries;
  for (int i = 0; i < assembly.in.conversion_size(); ++i) {
    const ConversionLine& line = assembly.in.conversion(i);
    const Position position =
        assembly.positions.Of(line, absl::StrCat("kbli/conversion.tsv:", i + 2));
    const std::optional<KbliCode> code_2020 =
        KnownCode(*assembly.out.kbli_2020, line.kbli_2020(), position, assembly.issues);
    const std::optional<KbliCode> code_2025 =
        KnownCode(*assembly.out.kbli_2025, line.kbli_2025(), position, assembly.issues);
    const auto kind = ResolveEnum<ConversionKind>("kind", line.kind(), kConversionKindNames,
                                                  position, assembly.issues);
    if (!code_2020.has_value() || !code_2025.has_value()) continue;
    entries.push_back({{.code_2020 = *code_2020, .code_2025 = *code_2025}, kind, position});
  }
  return entries;
}

// What the table calls a code must be what its lines make of it: both are read.
void AssembleConversion(Assembly& assembly) {
  const std::vector<ConversionEntry> entries = ReadConversion(assembly);
  std::vector<KbliConversion::Edge> edges;
  edges.reserve(entries.size());
  for (const ConversionEntry& entry : entries) edges.push_back(entry.edge);
  assembly.out.conversion = KbliConversion(edges);
  for (const ConversionEntry& entry : entries) {
    const ConversionKind kind = assembly.out.conversion.KindOf(
        entry.edge.code_2020, KbliEdition::k2020, KbliEdition::k2025);
    if (kind == entry.kind || entry.kind == ConversionKind::kUnspecified) continue;
    entry.position.AddFollowing(
        assembly.issues, {"kbli/conversion.tsv", "kbli/2020.tsv", "kbli/2025.tsv"},
        absl::StrCat("kind \"", kConversionKindNames[static_cast<std::size_t>(entry.kind)],
                     "\" of ", entry.edge.code_2020.ToString(), ": the lines of the table make it ",
                     kConversionKindNames[static_cast<std::size_t>(kind)]));
  }
}

}  // namespace

void AssembleKbli(Assembly& assembly) {
  assembly.out.kbli_2020 = Catalogue(KbliEdition::k2020, assembly.in.kbli_2020());
  assembly.out.kbli_2025 = Catalogue(KbliEdition::k2025, assembly.in.kbli_2025());
  AssembleConversion(assembly);
  const KbliCatalogue& kbli = assembly.kbli();
  for (const RulesetHeader& header : assembly.rules().ruleset()) {
    const Position position = assembly.EntryAt(header, "ruleset.textproto");
    for (int i = 0; i < header.codes_absent_from_snapshot_size(); ++i) {
      const std::optional<KbliCode> code =
          KnownCode(kbli, header.codes_absent_from_snapshot(i),
                    position.Field("codes_absent_from_snapshot", i), assembly.issues);
      if (code.has_value()) assembly.out.absent_codes.push_back(*kbli.IndexOf(*code));
    }
  }
}

void AssembleMatrix(Assembly& assembly) {
  const KbliCatalogue& kbli = assembly.kbli();
  for (int i = 0; i < assembly.in.matrix_size(); ++i) {
    const MatrixLine& line = assembly.in.matrix(i);
    const Position position = assembly.LineAt(line, "risk_matrix.tsv", i);
    if (i == 0 && !assembly.out.has_risk_levels)
      position.AddError(assembly.issues, "a line of a ruleset that has no risk levels");
    const std::optional<KbliCode> code = KnownCode(kbli, line.code(), position, assembly.issues);
    if (!line.suspect().empty()) {
      ResolveName("suspect", line.suspect(), kSuspectNames, position.Field("suspect"),
                  assembly.issues);
    }
    const std::array<RiskLevel, 5> levels = {
        RiskLevel::kUnspecified, Level(line.micro(), position.Field("micro"), assembly.issues),
        Level(line.small(), position.Field("small"), assembly.issues),
        Level(line.medium(), position.Field("medium"), assembly.issues),
        Level(line.large(), position.Field("large"), assembly.issues)};
    if (!line.only().empty())
      ResolveName("only", line.only(), kOnlyNames, position.Field("only"), assembly.issues);
    if (!code.has_value()) continue;
    assembly.out.scopes.push_back({.code_index = *kbli.IndexOf(*code),
                                   .number = line.scope(),
                                   .level_at = levels,
                                   .only_foreign = !line.only().empty(),
                                   .line = position.line(),
                                   .suspect = line.suspect(),
                                   .id = absl::StrCat(line.code(), "-", line.scope()),
                                   .label = line.label()});
  }
}

}  // namespace izin::internal
