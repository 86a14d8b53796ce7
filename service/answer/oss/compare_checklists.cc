#include "service/answer/oss/compare_checklists.h"

#include <algorithm>
#include <string>

#include "absl/container/btree_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "service/answer/oss/remarks.h"
#include "service/render/phrase.h"

namespace izin {
namespace {

constexpr absl::string_view kLicence = "02";
constexpr absl::string_view kStandardCertificate = "04";
constexpr absl::string_view kStandardRequirement = "K02";
constexpr absl::string_view kSupporting = "K03";

// The part of a code of a region that says something: "1271000000" is all of 1271, "1200000000" all
// of province 12.
absl::string_view RegionPrefix(absl::string_view region) {
  while (region.size() > 2 && absl::EndsWith(region, "00")) region.remove_suffix(2);
  return region;
}

bool LiesIn(const OssPlace& place, const OssItem& item) {
  if (item.region.empty() || place.region.empty()) return true;
  const absl::string_view of_item = RegionPrefix(item.region);
  const absl::string_view of_place = RegionPrefix(place.region);
  return absl::StartsWith(of_place, of_item) || absl::StartsWith(of_item, of_place);
}

std::string Shown(const OssItem& item) {
  return item.nama_izin.empty() ? absl::StrCat("jenis_izin ", item.jenis_izin) : item.nama_izin;
}

bool IsLicence(const OssItem& item) {
  return item.jenis_izin == kLicence || item.jenis_izin == kStandardCertificate;
}

class Comparison {
 public:
  Comparison(PermitNames& names, bool is_english, v1::OssLocationClassification& place)
      : names_(names), is_english_(is_english), place_(place) {}

  void Run(absl::Span<const OssItem* const> stated) {
    for (const OssItem* item : stated) Take(*item);
    for (v1::OssChecklistItem& implied : *place_.mutable_checklist()) {
      if (implied.found_path().empty() && !implied.may_apply()) AddMissing(implied);
    }
    std::stable_sort(
        place_.mutable_findings()->begin(), place_.mutable_findings()->end(),
        [](const auto& left, const auto& right) { return left.kind() < right.kind(); });
  }

 private:
  void Take(const OssItem& item) {
    const std::vector<std::string> named = MeantBy(item);
    v1::OssChecklistItem* implied = Counterpart(item, named);
    if (implied == nullptr) return AddWithout(item, named);
    if (implied->found_path().empty()) implied->set_found_path(item.path);
    CompareOffice(item, *implied);
    if (!item.flag_checklist.empty() && !implied->flag_checklist().empty() &&
        item.flag_checklist != implied->flag_checklist()) {
      AddFlag(item, *implied);
    }
  }

  // A supporting permit is named by its own kind of item alone, and a licence of another regime is
  // the one of this: "Izin Usaha" stands for the Izin.
  std::vector<std::string> MeantBy(const OssItem& item) {
    std::vector<std::string> named = names_.Of(item.nama_izin);
    const auto is_other = [&](const std::string& code) {
      const Permit* permit = names_.ruleset().FindPermit(code);
      if (permit == nullptr) return IsLicence(item);
      return permit->category == PermitCategory::kSupporting && item.jenis_izin != kSupporting;
    };
    named.erase(std::remove_if(named.begin(), named.end(), is_other), named.end());
    return named;
  }

  v1::OssChecklistItem* Counterpart(const OssItem& item, const std::vector<std::string>& named) {
    for (v1::OssChecklistItem& implied : *place_.mutable_checklist()) {
      if (std::find(named.begin(), named.end(), implied.permit_code()) != named.end())
        return &implied;
    }
    if (!named.empty() || !IsLicence(item)) return nullptr;
    for (v1::OssChecklistItem& implied : *place_.mutable_checklist()) {
      if (implied.jenis_izin() == item.jenis_izin) return &implied;
    }
    return nullptr;
  }

  // In the payload alone.
  void AddWithout(const OssItem& item, const std::vector<std::string>& named) {
    if (named == std::vector<std::string>{"NIB"}) return;  // not compared, as a remark says
    if (named.empty() && !IsLicence(item)) return AddUnrecognised(item);
    v1::OssChecklistFinding& finding = Add(v1::OSS_FINDING_KIND_EXTRA, item.path);
    if (named.size() == 1) finding.set_permit_code(named.front());
    finding.set_found(Shown(item));
    Say(finding, {"Lebih", "Extra"},
        {absl::StrCat("Ada di payload, tetapi menurut aturan tidak diperlukan", UnlessId(), ": ",
                      Shown(item), "."),
         absl::StrCat("In the payload, and not asked for by the rules", UnlessEn(), ": ",
                      Shown(item), ".")});
  }

  // What is open may ask for it.
  absl::string_view UnlessId() const {
    return place_.classification().questions().empty()
               ? ""
               : ", kecuali jawaban atas yang masih terbuka memintanya";
  }
  absl::string_view UnlessEn() const {
    return place_.classification().questions().empty() ? ""
                                                       : ", unless what is still open asks for it";
  }

  void AddUnrecognised(const OssItem& item) {
    v1::OssChecklistFinding& finding = Add(v1::OSS_FINDING_KIND_UNRECOGNISED, item.path);
    finding.set_found(Shown(item));
    const bool is_requirement = item.jenis_izin == kStandardRequirement;
    Say(finding, {"Bandingkan sendiri", "Compare by hand"},
        is_requirement
            ? Said{absl::StrCat(
                       "Persyaratan standar (K02) tidak punya padanan di sini: ", Shown(item), "."),
                   absl::StrCat(
                       "A standard requirement (K02) has no counterpart here: ", Shown(item), ".")}
            : Said{absl::StrCat("Nama ini tidak dikenal; pedoman tidak memuat daftar nama: ",
                                Shown(item), "."),
                   absl::StrCat("This name is not known, and the guide lists no names: ",
                                Shown(item), ".")});
  }

  void AddMissing(const v1::OssChecklistItem& implied) {
    v1::OssChecklistFinding& finding = Add(v1::OSS_FINDING_KIND_MISSING, "");
    finding.set_permit_code(implied.permit_code());
    finding.set_expected(implied.nama_izin());
    Say(finding, {"Kurang", "Missing"},
        {absl::StrCat("Diperlukan menurut aturan, tetapi tidak ada di payload: ",
                      implied.nama_izin(), " (jenis_izin ", implied.jenis_izin(), ")."),
         absl::StrCat("Asked for by the rules, and not in the payload: ", implied.nama_izin(),
                      " (jenis_izin ", implied.jenis_izin(), ").")});
  }

  void CompareOffice(const OssItem& item, const v1::OssChecklistItem& implied) {
    if (implied.kewenangan().empty()) return;  // a remark says so of those that have an office
    if (item.kewenangan.empty()) {
      AddRemark({.kind = RemarkKind::kOfficeNotStated, .path = item.path});
      return;
    }
    if (item.kewenangan == implied.kewenangan()) return;
    v1::OssChecklistFinding& finding =
        Add(v1::OSS_FINDING_KIND_OTHER_AUTHORITY, absl::StrCat(item.path, ".kewenangan"));
    finding.set_permit_code(implied.permit_code());
    finding.set_expected(implied.kewenangan());
    finding.set_found(item.kewenangan);
    const std::string office =
        implied.instansi().empty() ? "" : absl::StrCat(" (", implied.instansi(), ")");
    const bool is_doubtful = IsDoubtful(implied.permit_code());
    Say(finding, {"Kewenangan lain", "Another authority"},
        {absl::StrCat(implied.nama_izin(), ": payload ", LevelOf(item.kewenangan, false),
                      ", menurut aturan ", LevelOf(implied.kewenangan(), false), office,
                      is_doubtful ? ", yang belum diverifikasi." : "."),
         absl::StrCat(implied.nama_izin(), ": the payload has ", LevelOf(item.kewenangan, true),
                      ", the rules say ", LevelOf(implied.kewenangan(), true), office,
                      is_doubtful ? ", which is unverified." : ".")});
  }

  // The office is inferred, not read.
  bool IsDoubtful(const std::string& permit_code) const {
    for (const v1::Permit& permit : place_.classification().permits()) {
      if (permit.code() == permit_code)
        return permit.authority().legal_basis().verification() == v1::VERIFICATION_UNVERIFIED;
    }
    return false;
  }

  // The words of the guide for its codes.
  static std::string LevelOf(absl::string_view code, bool is_english) {
    const Phrase words = code == "00"   ? Phrase{"pusat", "central"}
                         : code == "01" ? Phrase{"provinsi", "province"}
                                        : Phrase{"kab/kota", "regency or city"};
    return absl::StrCat(code, " ", is_english ? words.en : words.id);
  }

  void AddFlag(const OssItem& item, const v1::OssChecklistItem& implied) {
    v1::OssChecklistFinding& finding =
        Add(v1::OSS_FINDING_KIND_OTHER_FLAG, absl::StrCat(item.path, ".flag_checklist"));
    finding.set_permit_code(implied.permit_code());
    finding.set_expected(implied.flag_checklist());
    finding.set_found(item.flag_checklist);
    Say(finding, {"Flag lain", "Another flag"},
        {absl::StrCat(implied.nama_izin(), ": payload ", item.flag_checklist, ", menurut aturan ",
                      implied.flag_checklist(), "."),
         absl::StrCat(implied.nama_izin(), ": the payload has ", item.flag_checklist,
                      ", the rules say ", implied.flag_checklist(), ".")});
  }

  struct Said {
    std::string id;
    std::string en;
  };
  v1::OssChecklistFinding& Add(v1::OssFindingKind kind, const std::string& path) {
    v1::OssChecklistFinding& finding = *place_.add_findings();
    finding.set_kind(kind);
    finding.set_field_path(path);
    return finding;
  }
  void Say(v1::OssChecklistFinding& finding, const Phrase& title, const Said& detail) const {
    finding.mutable_text()->set_title(is_english_ ? title.en : title.id);
    finding.mutable_text()->set_detail(is_english_ ? detail.en : detail.id);
  }
  void AddRemark(const Remark& remark) { *place_.add_notes() = ToNote(remark, is_english_); }

  PermitNames& names_;
  const bool is_english_;
  v1::OssLocationClassification& place_;
};

}  // namespace

PlacedItems PlaceItems(const OssPayload& payload) {
  PlacedItems placed;
  placed.of_place.resize(payload.places.size());
  absl::btree_set<std::string> projects;
  for (const OssPlace& place : payload.places) projects.insert(place.project_path);
  for (const OssItem& item : payload.items) {
    bool has_place = false;
    for (std::size_t i = 0; i < payload.places.size(); ++i) {
      const OssPlace& place = payload.places[i];
      const bool is_its =
          item.project_id.empty() ? projects.size() == 1 : item.project_id == place.project_id;
      if (!is_its || !LiesIn(place, item)) continue;
      placed.of_place[i].push_back(&item);
      has_place = true;
    }
    if (!has_place) placed.unplaced.push_back(&item);
  }
  return placed;
}

void CompareChecklists(absl::Span<const OssItem* const> stated, PermitNames& names, bool is_english,
                       v1::OssLocationClassification& place) {
  Comparison(names, is_english, place).Run(stated);
}

v1::OssChecklistFinding UnplacedFinding(const OssItem& item, bool is_english) {
  v1::OssChecklistFinding finding;
  finding.set_kind(v1::OSS_FINDING_KIND_UNPLACED);
  finding.set_field_path(item.path);
  finding.set_found(Shown(item));
  finding.mutable_text()->set_title(is_english ? "Without a location" : "Tanpa lokasi");
  finding.mutable_text()->set_detail(
      is_english ? absl::StrCat(
                       "id_proyek or kd_daerah fits no location of the payload: ", Shown(item), ".")
                 : absl::StrCat("id_proyek atau kd_daerah tidak cocok dengan lokasi mana pun dalam "
                                "payload: ",
                                Shown(item), "."));
  return finding;
}

}  // namespace izin
