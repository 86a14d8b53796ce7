#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"

#include "data/loader/internal/official_pages.h"

namespace izin::internal {
namespace {

// What an import of official pages keeps beside what decides: which page, which scope of it.
class SnapshotReader {
 public:
  explicit SnapshotReader(Assembly& assembly) : assembly_(assembly), issues_(assembly.issues) {
    for (std::size_t i = 0; i < assembly.out.scopes.size(); ++i)
      scope_by_id_[assembly.out.scopes[i].id] = static_cast<int>(i);
  }

  void Read() {
    ReadScopes();
    ReadDetails();
    ReadPages();
    ReadWordings();
  }

 private:
  // A scope of the matrix is one scope of the page, and the other way round.
  void ReadScopes() {
    absl::flat_hash_set<std::string> scopes;
    absl::flat_hash_set<std::string> keys;
    for (int i = 0; i < assembly_.in.official_scope_size(); ++i) {
      const OfficialScopeLine& line = assembly_.in.official_scope(i);
      const Position position = assembly_.LineAt(line, "official_scopes.tsv", i);
      const std::string id = absl::StrCat(line.code(), "-", line.scope());
      ScopeAt(id, position);
      if (!scopes.insert(id).second)
        position.AddError(issues_, absl::StrCat("a second line for ", id));
      if (line.official_id().empty() || !keys.insert(line.official_id()).second) {
        position.Field("official_id")
            .AddError(issues_, absl::StrCat("official_id \"", line.official_id(),
                                            "\": want the page's key of one scope alone"));
      }
    }
  }

  void ReadDetails() {
    for (int i = 0; i < assembly_.in.official_detail_size(); ++i) {
      const OfficialDetailLine& line = assembly_.in.official_detail(i);
      const Position position = assembly_.LineAt(line, "official_details.tsv", i);
      const int scope = ScopeAt(absl::StrCat(line.code(), "-", line.scope()), position);
      const auto scale = static_cast<std::size_t>(
          ResolveEnum<BusinessScale>("scale", line.scale(), position.Field("scale"), issues_));
      if (scope < 0 || scale == 0) continue;
      const int row = assembly_.out.scopes[static_cast<std::size_t>(scope)].official_row_at[scale];
      if (row < 0) {
        position.AddFollowing(issues_, {assembly_.PathOf("official_rows.tsv")},
                              absl::StrCat("no official row for ", line.code(), "-", line.scope(),
                                           " ", line.scale()));
        continue;
      }
      assembly_.out.official_rows[static_cast<std::size_t>(row)].limits = LimitsOf(line);
    }
  }

  static Bilingual LimitsOf(const OfficialDetailLine& line) {
    Bilingual limits;
    if (!line.validity().empty()) {
      limits.id = absl::StrCat("Masa berlaku menurut halaman resmi: ", line.validity(), ".");
      limits.en = absl::StrCat("Valid, as the official page says, for: ", line.validity(), ".");
    }
    if (!line.land_area().empty()) {
      absl::StrAppend(&limits.id, limits.id.empty() ? "" : " ",
                      "Luas lahan menurut halaman resmi: ", line.land_area(), ".");
      absl::StrAppend(&limits.en, limits.en.empty() ? "" : " ",
                      "Land area, as the official page says: ", line.land_area(), ".");
    }
    return limits;
  }

  void ReadPages() {
    for (int i = 0; i < assembly_.in.official_page_size(); ++i) {
      const OfficialPageLine& line = assembly_.in.official_page(i);
      const Position position = assembly_.LineAt(line, "official_pages.tsv", i);
      ResolveDate("read_on", line.read_on(), position.Field("read_on"), issues_);
      const absl::StatusOr<KbliCode> code = KbliCode::Parse(line.code());
      if (code.ok() && assembly_.kbli().IndexOf(*code).has_value()) continue;
      position.AddFollowing(issues_, {assembly_.KbliPath()},
                            absl::StrCat("unknown code \"", line.code(), "\""));
    }
  }

  void ReadWordings() {
    if (assembly_.in.official_wording().empty()) return;
    absl::flat_hash_set<std::string> known;
    for (const OfficialCommitmentLine& line : assembly_.in.official_commitment())
      known.insert(line.id());
    for (const SupportingPermitLine& line : assembly_.in.supporting_permit())
      known.insert(line.code());
    for (const ConditionLine& line : assembly_.in.condition()) known.insert(line.id());
    for (int i = 0; i < assembly_.in.official_wording_size(); ++i) {
      const OfficialWordingLine& line = assembly_.in.official_wording(i);
      if (known.contains(line.id())) continue;
      assembly_.LineAt(line, "official_wordings.tsv", i)
          .AddFollowing(
              issues_,
              {assembly_.PathOf("official_commitments.tsv"),
               assembly_.PathOf("supporting_permits.tsv"), assembly_.PathOf("conditions.tsv")},
              absl::StrCat("id \"", line.id(),
                           "\": want one of "
                           "official_commitments.tsv, supporting_permits.tsv or "
                           "conditions.tsv"));
    }
  }

  int ScopeAt(const std::string& id, const Position& position) {
    return ResolveIndex("scope", id, scope_by_id_,
                        {assembly_.PathOf("risk_matrix.tsv"), assembly_.KbliPath()}, position,
                        issues_);
  }

  Assembly& assembly_;
  RuleIssues& issues_;
  IndexByName scope_by_id_;
};

}  // namespace

void AssembleOfficialSnapshot(Assembly& assembly) { SnapshotReader(assembly).Read(); }

}  // namespace izin::internal
