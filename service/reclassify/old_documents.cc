#include "service/reclassify/old_documents.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

#include "service/reclassify/typed_row.h"

namespace izin {
namespace {

constexpr Verification kText = Verification::kRegulationText;
constexpr Verification kUnverified = Verification::kUnverified;

// By document. KKPR at sea begins as the forms on land do, so PKKPRL stands before them.
constexpr OldDocument kDocuments[] = {
    {"IZIN_USAHA", RiskLevel::kLow, "CLOSE_COMMITMENTS", "", "PP 28/2025 arts 130, 220",
     kUnverified, "komitmen lama ditutup; NIB berlaku sebagai perizinan dan SPPL",
     "the old commitments are closed; the NIB is the licence and the SPPL"},
    {"IZIN_USAHA", RiskLevel::kMediumLow, "DECLARE_STANDARD", "", "PP 28/2025 art 131", kUnverified,
     "nyatakan pemenuhan standar di OSS", "declare in OSS that the standards are met"},
    {"IZIN_USAHA", RiskLevel::kMediumHigh, "SUBMIT_STANDARD_EVIDENCE", "", "PP 28/2025 art 132",
     kUnverified, "unggah bukti pemenuhan standar untuk diverifikasi",
     "hand in the evidence of the standards for verification"},
    {"IZIN_USAHA", RiskLevel::kHigh, "SUBMIT_IZIN_REQUIREMENTS", "", "PP 28/2025 art 133",
     kUnverified, "penuhi persyaratan Izin", "fulfil the requirements of the Izin"},
    {"IZIN_KOMERSIAL", RiskLevel::kUnspecified, "MAP_TO_PB_UMKU", "", "PP 28/2025", kUnverified,
     "periksa PB UMKU yang menggantikan izin komersial atau operasional",
     "see which supporting permits (PB UMKU) take the place of the commercial permit"},
    {"IZIN_LOKASI", RiskLevel::kUnspecified, "KEEP_AS_KKPR", "KKPR", "PP 28/2025 art 549b", kText,
     "Izin Lokasi yang masih berlaku dibaca sebagai KKPR",
     "an Izin Lokasi still in force is read as KKPR"},
    {"IZIN_LOKASI_PERAIRAN", RiskLevel::kUnspecified, "KEEP_AS_KKPRL", "PKKPRL",
     "PP 28/2025 art 549b", kText, "Izin Lokasi Perairan yang masih berlaku dibaca sebagai KKPRL",
     "an Izin Lokasi Perairan still in force is read as KKPRL"},
    {"IPPKH", RiskLevel::kUnspecified, "KEEP_AS_PPKH", "PPKH", "PP 23/2021 art 296a", kUnverified,
     "IPPKH dibaca sebagai PPKH", "the IPPKH is read as PPKH"},
    {"IZIN_LINGKUNGAN", RiskLevel::kUnspecified, "KEEP_AS_PL", "PL", "PP 22/2021", kUnverified,
     "Izin Lingkungan dibaca sebagai Persetujuan Lingkungan",
     "the Izin Lingkungan is read as environmental approval"},
    {"IMB", RiskLevel::kUnspecified, "KEEP", "PBG", "PP 28/2025 art 123(2)", kText,
     "IMB tetap berlaku; SLF pada permohonan berikutnya",
     "the IMB stays valid; SLF with the next application"},
};

constexpr OldDocument kConfirmCode = {"NIB",
                                      RiskLevel::kUnspecified,
                                      "CONFIRM_KBLI_CONVERSION",
                                      "",
                                      "BPS conversion table",
                                      kUnverified,
                                      "pastikan kode KBLI yang baru di OSS",
                                      "confirm the new KBLI code in OSS"};

// The forms of KKPR on land, and the environmental approvals, are several permits.
bool StandsFor(absl::string_view group, absl::string_view permit) {
  if (group == "KKPR")
    return absl::StartsWith(permit, "KKPR") ||
           (absl::StartsWith(permit, "PKKPR") && permit != "PKKPRL");
  if (group == "PL") return permit == "UKL_UPL" || permit == "AMDAL" || permit == "SPPL";
  return group == permit;
}

}  // namespace

DocumentCase DocumentCaseOf(const Ruleset& from, int from_code, const Decision& to) {
  if (from.data().has_risk_levels) return {};
  const bool needs_review = to.outcome == Outcome::kCodeReviewRequired;
  const bool is_decided = to.outcome == Outcome::kDecided;
  return {.is_of_old_regime = true,
          .is_code_changed = needs_review || from_code != to.code.number(),
          .level = is_decided ? to.risk_level : RiskLevel::kUnspecified};
}

std::vector<DocumentAction> DocumentActions(absl::string_view held_permits,
                                            const DocumentCase& of) {
  std::vector<DocumentAction> actions;
  if (!of.is_of_old_regime) return actions;
  for (absl::string_view item : absl::StrSplit(held_permits, kListMark)) {
    const absl::string_view held = absl::StripAsciiWhitespace(item);
    for (const OldDocument& document : kDocuments) {
      const bool is_of_level =
          document.level == RiskLevel::kUnspecified || document.level == of.level;
      if (document.held == held && is_of_level) actions.push_back({.document = &document});
    }
  }
  if (of.is_code_changed && !held_permits.empty()) actions.push_back({.document = &kConfirmCode});
  return actions;
}

bool IsCovered(const std::vector<DocumentAction>& actions, absl::string_view permit) {
  return std::any_of(actions.begin(), actions.end(), [permit](const DocumentAction& action) {
    return !action.document->instead_of.empty() && StandsFor(action.document->instead_of, permit);
  });
}

}  // namespace izin
