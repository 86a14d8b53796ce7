#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "data/loader/internal/overlays.h"

namespace izin::internal {
namespace {

constexpr int kMaxWorkingDays = 1000;

std::string PathOf(const std::string& overlay) {
  return absl::StrCat("overlays/", overlay, "/overlay.textproto:1");
}

// Reads the overlays of a ruleset one after the other.
class OverlayReader {
 public:
  explicit OverlayReader(Assembly& assembly)
      : assembly_(assembly), issues_(assembly.issues), in_(assembly.in.local()) {}

  void Read() {
    for (const OverlayHeader& header : in_.overlay()) ReadHeader(header);
    for (const internal::LocalOffice& office : in_.local_office()) ReadOffice(office);
    for (const internal::LocalService& service : in_.local_service()) ReadService(service);
  }

 private:
  void ReadHeader(const OverlayHeader& header) {
    const Position position = assembly_.positions.Of(header, PathOf(header.id()));
    if (Find(header.id()) != nullptr)
      position.AddError(issues_, "a second `overlay`: want exactly one a folder");
    Overlay overlay{.id = header.id(),
                    .title = RequiredText("title", header.title(), position, issues_),
                    .region = header.region(),
                    .as_of = header.as_of(),
                    .source = header.source(),
                    .is_example = header.example()};
    ReadRegion(header, position, overlay);
    ResolveDate("as_of", header.as_of(), position.Field("as_of"), issues_);
    if (header.source().empty())
      position.AddError(issues_, "missing source: want where the content comes from");
    if (header.ruleset().empty())
      position.AddError(issues_, "missing ruleset: want the ids of the rulesets that it adds to");
    assembly_.out.overlays.push_back(std::move(overlay));
  }

  void ReadRegion(const OverlayHeader& header, const Position& position, Overlay& overlay) {
    const std::vector<Region>& regions = assembly_.out.regions;
    const bool is_known = std::any_of(regions.begin(), regions.end(), [&](const Region& region) {
      return region.code == header.region();
    });
    const Position at = position.Field("region");
    if (!is_known) {
      return at.AddFollowing(
          issues_, {"reference/regions.tsv"},
          absl::StrCat("region \"", header.region(), "\": want a code of reference/regions.tsv"));
    }
    const bool is_province = header.region().size() == 2;
    overlay.office_kind = is_province ? AuthorityKind::kGovernor : AuthorityKind::kRegentOrMayor;
    const std::string& whole = assembly_.out.province_without_regencies;
    if (is_province || whole.empty() || !absl::StartsWith(header.region(), whole)) return;
    at.AddError(issues_, absl::StrCat("region \"", header.region(),
                                      "\": its governor issues, so that want ", whole));
  }

  void ReadOffice(const internal::LocalOffice& entry) {
    const Position position = assembly_.positions.Of(entry, PathOf(entry.overlay()));
    Overlay* overlay = OverlayOf(entry.overlay(), position);
    izin::LocalOffice office{.name = RequiredText("name", entry.name(), position, issues_),
                             .address = OptionalText("address", entry.address(), position, issues_),
                             .hours = OptionalText("hours", entry.hours(), position, issues_),
                             .url = entry.url()};
    CheckUrl(entry.url(), position);
    if (overlay != nullptr) overlay->offices.push_back(std::move(office));
  }

  void ReadService(const internal::LocalService& entry) {
    const Position position = assembly_.positions.Of(entry, PathOf(entry.overlay()));
    Overlay* overlay = OverlayOf(entry.overlay(), position);
    izin::LocalService service{
        .permit = entry.permit(),
        .fee = OptionalText("fee", entry.fee(), position, issues_),
        .standard = OptionalText("standard", entry.standard(), position, issues_),
        .working_days = entry.working_days(),
        .documents = ReadDocuments(entry, position),
        .url = entry.url()};
    CheckUrl(entry.url(), position);
    const bool is_empty = service.fee.id.empty() && service.standard.id.empty() &&
                          service.working_days == 0 && service.documents.empty() &&
                          service.url.empty();
    if (is_empty)
      position.AddError(issues_, "want a fee, standard, working_days, document or url at least");
    if (overlay == nullptr) return;
    CheckPermit(entry, *overlay, position);
    overlay->services.push_back(std::move(service));
  }

  std::vector<izin::LocalDocument> ReadDocuments(const internal::LocalService& entry,
                                                 const Position& position) {
    std::vector<izin::LocalDocument> documents;
    for (int i = 0; i < entry.document_size(); ++i) {
      const Position at = position.Nested("document", i);
      documents.push_back(
          {.title = RequiredText("title", entry.document(i).title(), at, issues_),
           .detail = OptionalText("detail", entry.document(i).detail(), at, issues_)});
    }
    return documents;
  }

  // The permit must be one that the overlay's own office may issue, and its term stands.
  void CheckPermit(const internal::LocalService& entry, const Overlay& overlay,
                   const Position& position) {
    const Position at = position.Field("permit");
    const bool is_second = std::any_of(
        overlay.services.begin(), overlay.services.end(),
        [&entry](const izin::LocalService& other) { return other.permit == entry.permit(); });
    if (is_second) at.AddError(issues_, absl::StrCat("a second local_service of ", entry.permit()));
    const auto known = assembly_.permit_by_code.find(entry.permit());
    if (known == assembly_.permit_by_code.end()) {
      return at.AddFollowing(issues_, {assembly_.PathOf("permits.textproto")},
                             absl::StrCat("unknown permit \"", entry.permit(),
                                          "\": want one of permits.textproto; an overlay cannot "
                                          "add a permit"));
    }
    const izin::Permit& permit = assembly_.out.permits[static_cast<std::size_t>(known->second)];
    const Office* office = ElementAt(assembly_.out.offices, permit.office);
    if (office != nullptr && overlay.office_kind != AuthorityKind::kUnspecified &&
        office->kind != overlay.office_kind) {
      at.AddError(issues_, absl::StrCat(permit.code, " is issued by ", office->id,
                                        ": who issues is national law, and the office of region ",
                                        overlay.region, " does not"));
    }
    CheckTerm(entry, known->second, position.Field("working_days"));
  }

  void CheckTerm(const internal::LocalService& entry, int permit, const Position& at) {
    if (entry.working_days() == 0) return;
    if (entry.working_days() < 0 || entry.working_days() > kMaxWorkingDays) {
      return at.AddError(issues_, absl::StrCat("working_days ", entry.working_days(),
                                               ": want 1 to ", kMaxWorkingDays));
    }
    const NationalTerm term = NationalTermOf(assembly_.out, permit);
    if (term.is_automatic) {
      return at.AddError(issues_,
                         absl::StrCat("working_days ", entry.working_days(), ": ", entry.permit(),
                                      " is issued automatically by national law, which an overlay "
                                      "cannot slow down"));
    }
    if (term.working_days == 0 || entry.working_days() <= term.working_days) return;
    at.AddError(issues_, absl::StrCat("working_days ", entry.working_days(),
                                      ": longer than the national term of ", term.working_days,
                                      ", which an overlay may shorten and not lengthen"));
  }

  void CheckUrl(const std::string& url, const Position& position) {
    if (url.empty() || absl::StartsWith(url, "https://")) return;
    position.Field("url").AddError(issues_, absl::StrCat("url \"", url, "\": want https://..."));
  }

  Overlay* Find(const std::string& id) {
    std::vector<Overlay>& all = assembly_.out.overlays;
    const auto it = std::find_if(all.begin(), all.end(),
                                 [&id](const Overlay& overlay) { return overlay.id == id; });
    return it == all.end() ? nullptr : &*it;
  }

  Overlay* OverlayOf(const std::string& id, const Position& position) {
    Overlay* overlay = Find(id);
    if (overlay == nullptr) {
      position.AddFollowing(issues_, {position.file()},
                            absl::StrCat("overlay \"", id, "\": its folder has no `overlay`"));
    }
    return overlay;
  }

  Assembly& assembly_;
  RuleIssues& issues_;
  const OverlayFile& in_;
};

}  // namespace

NationalTerm NationalTermOf(const RulesetData& data, int permit) {
  NationalTerm term{.is_automatic = true};
  bool is_given = false;
  bool is_of_page = false;
  for (const DecisionTable& table : data.tables) {
    for (const TableRow& row : table.rows) {
      for (const RowPermit& line : row.permits) {
        if (line.permit != permit) continue;
        is_given = true;
        term.is_automatic = term.is_automatic && line.automatic;
        is_of_page = is_of_page || line.term_from_official_row;
        if (line.working_days > 0 &&
            (term.working_days == 0 || line.working_days < term.working_days)) {
          term.working_days = line.working_days;
        }
      }
    }
  }
  term.is_automatic = term.is_automatic && is_given;
  if (term.working_days > 0 || !is_of_page) return term;
  for (const OfficialRow& row : data.official_rows) {
    if (row.permit == permit) term.working_days = std::max(term.working_days, row.term_days);
  }
  return term;
}

void AssembleOverlays(Assembly& assembly) { OverlayReader(assembly).Read(); }

}  // namespace izin::internal
