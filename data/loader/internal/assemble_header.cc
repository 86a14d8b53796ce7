#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/assembly.h"

namespace izin::internal {
namespace {

// Reads the one header of a ruleset.
class HeaderReader {
 public:
  HeaderReader(Assembly& assembly, const RulesetHeader& header)
      : assembly_(assembly),
        header_(header),
        position_(assembly.positions.Of(
            header, absl::StrCat("rulesets/", header.id(), "/ruleset.textproto:1"))),
        issues_(assembly.issues) {}

  void Read() {
    RulesetData& out = assembly_.out;
    out.id = header_.id();
    if (out.id.empty()) position_.AddError(issues_, "missing id");
    out.title = RequiredText("title", header_.title(), position_, issues_);
    ReadDates();
    out.edition = ResolveEnum<KbliEdition>("kbli_edition", header_.kbli_edition(),
                                           position_.Field("kbli_edition"), issues_);
    out.has_risk_levels = header_.has_risk_levels();
    out.province_without_regencies = header_.province_without_regencies();
    for (int i = 0; i < header_.gap_size(); ++i) ReadGap(i);
    ReadBases();
  }

 private:
  void ReadDates() {
    RulesetData& out = assembly_.out;
    out.effective_from = ResolveDate("effective_from", header_.effective_from(),
                                     position_.Field("effective_from"), issues_)
                             .value_or(absl::CivilDay());
    out.effective_to = OptionalDate("effective_to", header_.effective_to());
    out.data_as_of = OptionalDate("data_as_of", header_.data_as_of());
    out.edition_used_from = OptionalDate("edition_used_from", header_.edition_used_from());
  }

  std::optional<absl::CivilDay> OptionalDate(absl::string_view field, const std::string& text) {
    if (text.empty()) return std::nullopt;
    return ResolveDate(field, text, position_.Field(field), issues_);
  }

  void ReadGap(int index) {
    const Gap& gap = header_.gap(index);
    const Position at = position_.Nested("gap", index);
    const std::optional<absl::CivilDay> from =
        ResolveDate("from", gap.from(), at.Field("from"), issues_);
    const std::optional<absl::CivilDay> to = ResolveDate("to", gap.to(), at.Field("to"), issues_);
    Bilingual missing = RequiredText("missing", gap.missing(), at, issues_);
    if (from.has_value() && to.has_value())
      assembly_.out.gaps.push_back({.from = *from, .to = *to, .missing = std::move(missing)});
  }

  void ReadBases() {
    RulesetData& out = assembly_.out;
    out.sources = ResolveCitations(header_.source(), "source", position_, issues_);
    if (out.has_risk_levels)
      out.risk_basis = ResolveCitations(header_.risk_basis(), "risk_basis", position_, issues_);
    if (assembly_.in.official_row_size() > 0 || header_.official_basis_size() > 0) {
      out.official_basis =
          ResolveCitations(header_.official_basis(), "official_basis", position_, issues_);
    }
  }

  Assembly& assembly_;
  const RulesetHeader& header_;
  Position position_;
  RuleIssues& issues_;
};

}  // namespace

void AssembleHeader(Assembly& assembly) {
  assembly.out.edition = KbliEdition::kUnspecified;
  const auto& headers = assembly.rules().ruleset();
  if (headers.size() != 1) {
    const std::string path = assembly.PathOf("ruleset.textproto");
    if (headers.empty() && assembly.issues.IsUnread(path)) return;  // told where it is read
    std::string message =
        headers.empty() ? "the file is missing or holds no `ruleset`: every ruleset needs it"
                        : absl::StrCat(headers.size(), " headers: want exactly one `ruleset`");
    assembly.issues.AddError(path, 1, 1, std::move(message));
    return;
  }
  HeaderReader(assembly, headers[0]).Read();
}

}  // namespace izin::internal
