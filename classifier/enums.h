// The enumerated values of the domain. Their numbers are those of the public API (proto/izin/v1),
// so that the edge converts by value; a test holds the two together.

#ifndef IZIN_CLASSIFIER_ENUMS_H_
#define IZIN_CLASSIFIER_ENUMS_H_

#include <cstdint>

namespace izin {

// Edition of the Klasifikasi Baku Lapangan Usaha Indonesia.
enum class KbliEdition : std::uint8_t { kUnspecified, k2020, k2025 };

// Skala usaha: mikro, kecil, menengah, besar (PP 7/2021 art 35).
enum class BusinessScale : std::uint8_t { kUnspecified, kMicro, kSmall, kMedium, kLarge };

// Posisi lokasi: darat, laut, kawasan hutan.
enum class LocationType : std::uint8_t { kUnspecified, kLand, kSea, kForest };

// Rencana Detail Tata Ruang, as far as the OSS holds it.
enum class RdtrStatus : std::uint8_t { kUnspecified, kNone, kNotIntegrated, kIntegrated };

// PP 28/2025 arts 13, 16, 27(2), 34, 143(3).
enum class LandCondition : std::uint8_t {
  kUnspecified,
  kOrdinary,
  kTenantInManagedBuilding,
  kRegisteredEstate,
  kOtherWithoutAssessment,
  kNationalStrategic,
  kSmallIsland,
  kMineralExploration,
};

// Fungsi kawasan hutan.
enum class ForestFunction : std::uint8_t {
  kUnspecified,
  kProduction,
  kProtection,
  kConvertibleProduction,
  kConservation,
};

enum class ForestUse : std::uint8_t {
  kUnspecified,
  kForestry,
  kEnvironmentalServices,
  kUndergroundMining,
  kOpenPitMining,
  kPlantation,
  kOtherListed,
};

// Kawasan: industri, KEK, KPBPB.
enum class Zone : std::uint8_t {
  kUnspecified,
  kNone,
  kIndustrialEstate,
  kSpecialEconomicZone,
  kFreeTradeZone,
};

enum class AdministrativeExtent : std::uint8_t {
  kUnspecified,
  kWithinRegency,
  kCrossRegency,
  kCrossProvince,
};

enum class Construction : std::uint8_t {
  kUnspecified,
  kNone,
  kNewBuilding,
  kExistingWithoutPermit,
  kExistingWithPermit,
};

// Result of the environmental screening.
enum class EnvironmentalScreening : std::uint8_t { kUnspecified, kSppl, kUklUpl, kAmdal };

// Jenis pelaku usaha.
enum class ActorType : std::uint8_t {
  kUnspecified,
  kEntity,
  kIndividual,
  kRepresentativeOffice,
  kForeignEntity,
};

// Tingkat risiko: rendah, menengah rendah, menengah tinggi, tinggi. Ordered: a higher value is a
// higher risk.
enum class RiskLevel : std::uint8_t { kUnspecified, kLow, kMediumLow, kMediumHigh, kHigh };

enum class Outcome : std::uint8_t {
  kUnspecified,  // the rules have a gap: no answer. The compiler refuses such rules
  kDecided,
  kScopeRequired,
  kScaleNotOffered,
  kNotLicensedViaOss,
  kCodeReviewRequired,
  kRefused,
};

// How far the fact behind a rule was checked.
enum class Verification : std::uint8_t {
  kUnspecified,
  kRegulationText,
  kOfficialSnapshot,
  kSecondary,
  kUnverified,
};

enum class PermitCategory : std::uint8_t {
  kUnspecified,
  kBaseRequirement,
  kLicence,
  kStandardCertificate,
  kSupporting,
  kIdentity,
};

// Flag checklist of the OSS integration guide.
enum class CommitmentFlag : std::uint8_t {
  kUnspecified,
  kCommitment,
  kNone,
  kAutomatic,
  kCopyOnly
};

enum class Stage : std::uint8_t { kUnspecified, kStart, kPreparation, kConstruction, kOperation };

enum class AuthorityKind : std::uint8_t {
  kUnspecified,
  kOssInstitution,
  kMinister,
  kGovernor,
  kRegentOrMayor,
  kKekAdministrator,
  kKpbpbAgency,
  kEstateManager,
};

enum class CommitmentKind : std::uint8_t { kUnspecified, kRequirement, kObligation, kReport };

// What a code of one KBLI edition is in the other, by the official BPS table.
enum class ConversionKind : std::uint8_t {
  kUnspecified,
  kUnchanged,
  kRenumbered,
  kSplit,
  kMerged,
  kReview,
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_ENUMS_H_
