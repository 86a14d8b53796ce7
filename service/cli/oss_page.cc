#include "service/cli/oss_page.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/cli/answer_text/words.h"
#include "service/render/api_words.h"
#include "service/request/typed_values.h"

namespace izin::cli {
namespace {

using Colour = Page::Colour;

constexpr std::size_t kFewRequirements = 3;
constexpr std::size_t kFewScopes = 6;

// What a finding asks of the officer; the guide and the law leave the rest to the office.
Words ActionOf(v1::OssFindingKind kind) {
  switch (kind) {
    case v1::OSS_FINDING_KIND_MISSING:
      return {
          "Kurang: jawab dahulu pertanyaan pada catatan di bawah, lalu tanyakan perizinan yang "
          "tetap kurang kepada OSS.",
          "Missing: answer the questions in the notes below first, then ask OSS for what is "
          "still missing."};
    case v1::OSS_FINDING_KIND_EXTRA:
      return {"Lebih: jangan tagih dari pelaku usaha sebelum dasar hukumnya ditemukan.",
              "Extra: do not ask the business for it before its legal basis is found."};
    case v1::OSS_FINDING_KIND_OTHER_AUTHORITY:
      return {"Kewenangan lain: pastikan instansi Anda berwenang sebelum memproses.",
              "Another authority: make sure that your office is competent before acting."};
    case v1::OSS_FINDING_KIND_OTHER_FLAG:
      return {"Flag lain: periksa apakah perizinan itu menunggu pemenuhan komitmen.",
              "Another flag: check whether that permit waits for a commitment."};
    case v1::OSS_FINDING_KIND_UNRECOGNISED:
      return {"Bandingkan sendiri: cocokkan nama itu dengan daftar di bawah.",
              "Compare by hand: hold that name beside the checklist below."};
    case v1::OSS_FINDING_KIND_UNPLACED:
      return {"Tanpa lokasi: periksa id_proyek dan kd_daerah butir itu.",
              "Without a location: check id_proyek and kd_daerah of that item."};
    default:
      return {"", ""};
  }
}

class OssPage {
 public:
  OssPage(const OssPageOptions& options, Page& page) : options_(options), page_(page) {}

  void Print(const v1::ClassifyOssPayloadResponse& answer) {
    Head(answer);
    int number = 0;
    for (const v1::OssLocationClassification& place : answer.locations()) {
      page_.Blank();
      Place(++number, place);
    }
    if (!answer.findings().empty()) {
      page_.Blank();
      page_.Heading(Say({"Butir tanpa lokasi", "Items without a location"}));
      Findings(answer.findings());
    }
    page_.Blank();
    page_.Heading(Say({"Tentang payload ini", "About this payload"}));
    for (const v1::OssNote& note : answer.notes()) Note(note);
    Legend();
  }

 private:
  std::string Say(const Words& words) const { return words.In(options_.is_english); }

  void Head(const v1::ClassifyOssPayloadResponse& answer) {
    absl::btree_set<std::string> projects;
    for (const v1::OssLocationClassification& place : answer.locations())
      projects.insert(place.path().substr(0, place.path().find(".data_lokasi")));
    const int findings = FindingsOf(answer);
    const bool is_compared = std::any_of(answer.locations().begin(), answer.locations().end(),
                                         [](const auto& place) { return place.is_compared(); });
    const std::string differences =
        findings > 0  ? page_.In(Colour::kRed, Count(findings, {"perbedaan", "difference"}))
        : is_compared ? page_.In(Colour::kGreen, Say({"tidak ada perbedaan", "no differences"}))
                      : Say({"tidak ada yang dibandingkan", "nothing was compared"});
    page_.Text(0, absl::StrCat(Say({"Payload receiveNIB, pedoman OSS versi ",
                                    "receiveNIB payload, OSS guide version "}),
                               answer.guide_version(), ": ",
                               Count(static_cast<int>(projects.size()), {"proyek", "project"}),
                               ", ", Count(answer.locations_size(), {"lokasi", "location"}), ", ",
                               differences, "."));
  }

  // "3 lokasi", "3 locations".
  std::string Count(int number, const Words& words) const {
    return absl::StrCat(number, " ", Say(words), options_.is_english && number != 1 ? "s" : "");
  }

  void Place(int number, const v1::OssLocationClassification& place) {
    const v1::Classification& answer = place.classification();
    std::string title = absl::StrCat(number, ". ", answer.kbli_code(), "  ", answer.kbli_title());
    page_.Heading(title);
    page_.Labelled(Say({"Di payload", "In the payload"}), PlaceText(place));
    page_.Labelled(Say({"Dibaca", "Read as"}), ReadText(place));
    page_.Labelled(Say({"Hasil", "Outcome"}), OutcomeText(answer));
    if (!answer.authority().name().empty())
      page_.Labelled(Say({"Diterbitkan", "Issued by"}), answer.authority().name());
    if (!place.stated_risk().empty())
      page_.Labelled("skala_resiko",
                     absl::StrCat(place.stated_risk(),
                                  Say({" (kodenya tidak dijelaskan pedoman, tidak dibandingkan)",
                                       " (the guide does not explain its codes; not compared)"})));
    Candidates(answer);
    Findings(place.findings());
    if (place.is_compared() && place.findings().empty())
      page_.Labelled(Say({"Perbandingan", "Comparison"}),
                     page_.In(Colour::kGreen, Say({"data_checklist payload sesuai",
                                                   "the payload's data_checklist agrees"})));
    Checklist(place);
    Warnings(answer);
    for (const v1::OssNote& note : place.notes()) Note(note);
  }

  std::string PlaceText(const v1::OssLocationClassification& place) const {
    std::vector<std::string> parts;
    if (!place.project_id().empty())
      parts.push_back(absl::StrCat(Say({"proyek ", "project "}), place.project_id()));
    if (!place.location_id().empty())
      parts.push_back(absl::StrCat(Say({"lokasi ", "location "}), place.location_id()));
    parts.push_back(place.path());
    return absl::StrJoin(parts, ", ");
  }

  std::string ReadText(const v1::OssLocationClassification& place) const {
    const v1::BusinessActivity& activity = place.activity();
    std::vector<std::string> parts = {
        absl::StrCat("KBLI ", activity.kbli_edition() == v1::KBLI_EDITION_2025 ? "2025 " : "2020 ",
                     activity.kbli_code()),
        absl::StrCat(Say({"skala ", "scale "}),
                     ScaleWords(place.classification().scale()).In(options_.is_english))};
    for (const int location : activity.locations())
      parts.push_back(WordOf(v1::LocationType_Name(location), options_.is_english));
    for (const std::string& region : activity.region_codes())
      parts.push_back(absl::StrCat(Say({"wilayah ", "region "}), region));
    if (activity.zone() == v1::ZONE_NONE) {
      parts.push_back(Say({"di luar kawasan", "outside of zones"}));
    } else if (activity.zone() != v1::ZONE_UNSPECIFIED) {
      parts.push_back(absl::StrCat(Say({"kawasan: ", "zone: "}),
                                   WordOf(v1::Zone_Name(activity.zone()), options_.is_english)));
    }
    parts.push_back(activity.investment().foreign()
                        ? Say({"modal asing", "foreign capital"})
                        : Say({"modal dalam negeri", "domestic capital"}));
    return absl::StrJoin(parts, "; ");
  }

  std::string OutcomeText(const v1::Classification& answer) const {
    std::string text = Say(OutcomeWords(answer.outcome()));
    if (answer.risk_level() != v1::RISK_LEVEL_UNSPECIFIED)
      absl::StrAppend(&text, Say({": risiko ", ": risk "}), Say(RiskWords(answer.risk_level())));
    return text;
  }

  // What to be aware of: in a few words, or with all.
  void Warnings(const v1::Classification& answer) {
    std::vector<std::string> titles;
    for (const v1::Warning& warning : answer.warnings()) {
      const std::string& title =
          warning.text().title().empty() ? warning.code() : warning.text().title();
      if (options_.shows_all)
        page_.Item(2, "! ", absl::StrCat(title, ". ", warning.text().detail()));
      titles.push_back(title);
    }
    if (titles.empty() || options_.shows_all) return;
    page_.Item(2, "! ",
               absl::StrCat(absl::StrJoin(titles, "; "),
                            Say({" (--all menjelaskan)", " (--all explains)"})));
  }

  // The scopes of which a person must choose one.
  void Candidates(const v1::Classification& answer) {
    std::vector<std::string> shown;
    for (const v1::Scope& scope : answer.candidates()) {
      if (shown.size() == kFewScopes && !options_.shows_all) break;
      shown.push_back(
          absl::StrCat(scope.id(), " ", scope.label(),
                       scope.risk_level() == v1::RISK_LEVEL_UNSPECIFIED
                           ? Say({" (tidak dibuka)", " (not open)"})
                           : absl::StrCat(" (", Say(RiskWords(scope.risk_level())), ")")));
    }
    if (shown.empty()) return;
    const int more = answer.candidates_size() - static_cast<int>(shown.size());
    page_.Labelled(
        Say({"Pilihan", "Choices"}),
        absl::StrCat(
            absl::StrJoin(shown, "; "),
            more == 0 ? "" : absl::StrCat("; ", more, Say({" lagi (--all)", " more (--all)"}))));
  }

  template <typename Items>
  void Findings(const Items& findings) {
    if (findings.empty()) return;
    page_.Text(2, page_.In(Colour::kBold, Say({"Perbedaan dengan data_checklist payload",
                                               "Differences from the payload's data_checklist"})));
    std::vector<v1::OssFindingKind> kinds;
    for (const v1::OssChecklistFinding& finding : findings) {
      const std::string path =
          finding.field_path().empty() ? "" : absl::StrCat(" [", finding.field_path(), "]");
      page_.Item(4, "! ",
                 absl::StrCat(page_.In(Colour::kRed, finding.text().title()), ". ",
                              finding.text().detail(), path));
      if (std::find(kinds.begin(), kinds.end(), finding.kind()) == kinds.end())
        kinds.push_back(finding.kind());
    }
    page_.Text(2, page_.In(Colour::kBold, Say({"Yang perlu dilakukan", "What to do"})));
    for (const v1::OssFindingKind kind : kinds) page_.Item(4, "> ", Say(ActionOf(kind)));
  }

  void Checklist(const v1::OssLocationClassification& place) {
    if (place.checklist().empty()) return;
    page_.Text(2, page_.In(Colour::kBold,
                           Say({"Daftar periksa menurut aturan (jenis_izin, flag, kewenangan)",
                                "Checklist that the rules imply (jenis_izin, flag, kewenangan)"})));
    int folded = 0;
    for (const v1::OssChecklistItem& item : place.checklist()) {
      if (item.may_apply() && item.found_path().empty() && !options_.shows_all) {
        ++folded;
      } else {
        Item(item);
      }
    }
    if (folded == 0) return;
    page_.Item(4, "+ ",
               absl::StrCat(folded, " ",
                            Say({"UMKU mungkin diperlukan menurut produk atau fasilitas (--all)",
                                 "supporting permit(s) may be needed, by product or facility "
                                 "(--all)"})));
  }

  void Item(const v1::OssChecklistItem& item) {
    const auto shown = [](const std::string& code) { return code.empty() ? "-" : code; };
    std::string lead = item.jenis_izin();
    lead.resize(std::max<std::size_t>(lead.size(), 3), ' ');
    absl::StrAppend(&lead, " ", shown(item.flag_checklist()), " ", shown(item.kewenangan()));
    lead.resize(std::max<std::size_t>(lead.size(), 8), ' ');
    std::string text = item.nama_izin();
    if (item.may_apply()) absl::StrAppend(&text, Say({" (mungkin berlaku)", " (may apply)"}));
    if (!item.instansi().empty()) absl::StrAppend(&text, ": ", item.instansi());
    if (!item.found_path().empty()) absl::StrAppend(&text, " [", item.found_path(), "]");
    page_.Item(4, absl::StrCat(lead, "  "), text);
    Requirements(item);
  }

  void Requirements(const v1::OssChecklistItem& item) {
    std::vector<std::string> names;
    std::size_t more = 0;
    for (const v1::OssRequirement& requirement : item.data_persyaratan()) {
      if (names.size() == kFewRequirements && !options_.shows_all) {
        ++more;
        continue;
      }
      names.push_back(absl::StrCat(
          requirement.keterangan().empty() ? requirement.code() : requirement.keterangan(),
          requirement.may_apply() ? Say({" (mungkin berlaku)", " (may apply)"}) : ""));
    }
    if (names.empty()) return;
    page_.Item(
        14, Say({"persyaratan: ", "requirements: "}),
        absl::StrCat(
            absl::StrJoin(names, "; "),
            more == 0 ? "" : absl::StrCat("; ", more, Say({" lagi (--all)", " more (--all)"}))));
  }

  void Note(const v1::OssNote& note) {
    const std::string path =
        note.field_path().empty() ? "" : absl::StrCat(" [", note.field_path(), "]");
    page_.Item(2, "- ", absl::StrCat(note.text().title(), ". ", note.text().detail(), path));
  }

  void Legend() {
    page_.Text(2, Say({"jenis_izin: 01 izin dasar, 02 izin, 04 sertifikat standar, K03 UMKU. "
                       "flag: Y komitmen, N tidak komitmen, O otomatis terbit, T tembusan. "
                       "kewenangan: 00 pusat, 01 provinsi, 02 kab/kota.",
                       "jenis_izin: 01 base requirement, 02 licence, 04 standard certificate, K03 "
                       "supporting. flag: Y commitment, N none, O issued automatically, T copy. "
                       "kewenangan: 00 central, 01 province, 02 regency or city."}));
  }

  const OssPageOptions options_;
  Page& page_;
};

}  // namespace

void PrintOssAnswer(const v1::ClassifyOssPayloadResponse& answer, const OssPageOptions& options,
                    Page& page) {
  OssPage(options, page).Print(answer);
}

int FindingsOf(const v1::ClassifyOssPayloadResponse& answer) {
  int count = answer.findings_size();
  for (const v1::OssLocationClassification& place : answer.locations())
    count += place.findings_size();
  return count;
}

}  // namespace izin::cli
