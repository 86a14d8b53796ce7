#include "service/render/local_lines.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

#include "service/render/phrase.h"

namespace izin {
namespace {

// Writes the lines of one overlay.
class LineWriter {
 public:
  LineWriter(const Overlay& overlay, Language language, LocalLines& out)
      : overlay_(overlay), is_english_(language == Language::kEnglish), out_(out) {}

  void AddOffice(const LocalOffice& office) {
    AddText(v1::LOCAL_LINE_KIND_OFFICE, "", office.name);
    AddText(v1::LOCAL_LINE_KIND_ADDRESS, "", office.address);
    AddText(v1::LOCAL_LINE_KIND_HOURS, "", office.hours);
    AddLink("", office.url);
  }

  // `national_days`: above it no own standard is shown; 0 = there is no term.
  void AddService(const LocalService& service, bool is_automatic, int national_days) {
    AddText(v1::LOCAL_LINE_KIND_FEE, service.permit, service.fee);
    for (const LocalDocument& document : service.documents) {
      v1::LocalLine& line = Add(v1::LOCAL_LINE_KIND_DOCUMENT, service.permit);
      line.mutable_text()->set_title(In(document.title));
      line.mutable_text()->set_detail(In(document.detail));
    }
    AddStandard(service, is_automatic, national_days);
    AddLink(service.permit, service.url);
  }

 private:
  const std::string& In(const Bilingual& text) const { return is_english_ ? text.en : text.id; }

  v1::LocalLine& Add(v1::LocalLineKind kind, const std::string& permit) {
    v1::LocalLine& line = *out_.Add();
    line.set_kind(kind);
    line.set_permit_code(permit);
    line.set_region_code(overlay_.region);
    line.set_overlay(overlay_.id);
    line.set_source(overlay_.source);
    line.set_as_of(overlay_.as_of);
    line.set_example(overlay_.is_example);
    return line;
  }

  void AddText(v1::LocalLineKind kind, const std::string& permit, const Bilingual& text) {
    if (text.id.empty()) return;
    Add(kind, permit).mutable_text()->set_title(In(text));
  }

  void AddStandard(const LocalService& service, bool is_automatic, int national_days) {
    const bool is_shorter =
        !is_automatic && (national_days == 0 || service.working_days <= national_days);
    const int days = is_shorter ? service.working_days : 0;
    if (days == 0 && service.standard.id.empty()) return;
    v1::LocalLine& line = Add(v1::LOCAL_LINE_KIND_SERVICE_STANDARD, service.permit);
    line.set_working_days(days);
    const std::string in_days = absl::StrCat(days, is_english_ ? " working days" : " hari kerja");
    line.mutable_text()->set_title(days > 0 ? in_days : In(service.standard));
    if (days > 0) line.mutable_text()->set_detail(In(service.standard));
  }

  void AddLink(const std::string& permit, const std::string& url) {
    if (!url.empty()) Add(v1::LOCAL_LINE_KIND_LINK, permit).set_url(url);
  }

  const Overlay& overlay_;
  const bool is_english_;
  LocalLines& out_;
};

bool IsOf(const Overlay& overlay, const Region* region) {
  return region != nullptr && region->code == overlay.region;
}

void RenderOverlay(const Overlay& overlay, const Decision& decision, Language language,
                   LocalLines& out) {
  LineWriter writer(overlay, language, out);
  const auto is_own = [&overlay](const PermitDecision& decided) {
    return decided.office.office != nullptr && decided.office.office->kind == overlay.office_kind;
  };
  if (std::none_of(decision.permits.begin(), decision.permits.end(), is_own)) return;
  for (const LocalOffice& office : overlay.offices) writer.AddOffice(office);
  for (const PermitDecision& decided : decision.permits) {
    if (!is_own(decided)) continue;
    for (const LocalService& service : overlay.services) {
      if (service.permit != decided.permit->code) continue;
      const bool is_automatic = decided.line != nullptr && decided.line->automatic;
      writer.AddService(service, is_automatic, decided.working_days);
    }
  }
}

}  // namespace

void RenderLocalLines(const Decision& decision, Language language, LocalLines& out) {
  for (const Overlay& overlay : decision.ruleset->data().overlays) {
    if (IsOf(overlay, decision.regency) || IsOf(overlay, decision.province))
      RenderOverlay(overlay, decision, language, out);
  }
}

void RenderLocalLines(const Ruleset& ruleset, absl::string_view region, absl::string_view permit,
                      Language language, LocalLines& out) {
  for (const Overlay& overlay : ruleset.data().overlays) {
    if (overlay.region != region) continue;
    LineWriter writer(overlay, language, out);
    if (permit.empty()) {
      for (const LocalOffice& office : overlay.offices) writer.AddOffice(office);
    }
    for (const LocalService& service : overlay.services) {
      // What the compiler let pass is not above the national terms.
      if (service.permit == permit) writer.AddService(service, /*is_automatic=*/false, 0);
    }
  }
}

}  // namespace izin
