// Paths of an activity as paths of the payload.

#include "service/answer/oss/place_faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answer/oss/payloads.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;

const OssPlace kPlace = {.path = "dataNIB.data_proyek[1].data_lokasi_proyek[2]",
                         .project_path = "dataNIB.data_proyek[1]"};

TEST(PlaceFaultsTest, LeadToTheLevelThatWasRead) {
  EXPECT_EQ(PayloadPath("activity.kbli_code", kPlace), "dataNIB.data_proyek[1].kbli");
  EXPECT_EQ(PayloadPath("activity.region_codes[0]", kPlace),
            "dataNIB.data_proyek[1].data_lokasi_proyek[2].proyek_daerah_id");
  EXPECT_EQ(PayloadPath("activity.investment.foreign", kPlace), "dataNIB.status_penanaman_modal");
  EXPECT_EQ(PayloadPath("activity.investment.capital_idr", kPlace),
            "dataNIB.data_proyek[1].jumlah_investasi");
  EXPECT_EQ(PayloadPath("activity.rdtr", kPlace), kPlace.path);
  EXPECT_EQ(PayloadPath("as_of", kPlace), "as_of");
}

TEST(PlaceFaultsTest, KeepTheirKindAndBothLanguages) {
  PayloadFaults faults;
  AddPlaceFaults(FieldError(FaultKind::kNotFound, "activity.kbli_code",
                            FaultText{.en = "no such code", .id = "tidak ada"}),
                 kPlace, faults);
  EXPECT_EQ(faults.ToStatus().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(FaultsOf(faults.ToStatus(), false),
              ElementsAre("dataNIB.data_proyek[1].kbli: tidak ada"));
}

TEST(PlaceFaultsTest, AreLeftOutWhereTheyFollowFromOthers) {
  PayloadFaults faults;
  const std::string list = "dataNIB.data_proyek[1].data_lokasi_proyek[2].data_posisi_proyek";
  faults.Invalid(list + "[0].posisi_lokasi", {.en = "no code", .id = "bukan kode"});
  AddPlaceFaults(FieldError(FaultKind::kInvalid, "activity.locations", "missing"), kPlace, faults);
  EXPECT_THAT(FaultsOf(faults.ToStatus()), ElementsAre(list + "[0].posisi_lokasi: no code"));
}

TEST(PlaceFaultsTest, StandAtThePlaceWhereTheyNameNoField) {
  PayloadFaults faults;
  AddPlaceFaults(absl::FailedPreconditionError("a gap"), kPlace, faults);
  EXPECT_EQ(faults.ToStatus().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(FaultsOf(faults.ToStatus()), ElementsAre(kPlace.path + ": a gap"));
}

}  // namespace
}  // namespace izin::testing
