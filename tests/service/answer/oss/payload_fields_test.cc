// Members of an object, read as the guide has them.

#include "service/answer/oss/payload_fields.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/service/answer/oss/payloads.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PayloadFieldsTest : public ::testing::Test {
 protected:
  PayloadFields Fields(const std::string& json) {
    object_ = nlohmann::json::parse(json);
    return {object_, GuideLevel::kProject, "p", faults_};
  }
  std::vector<std::string> Faults() const {
    return faults_.empty() ? std::vector<std::string>() : FaultsOf(faults_.ToStatus());
  }

  nlohmann::json object_;
  PayloadFaults faults_;
};

TEST_F(PayloadFieldsTest, ReadsNullAsAbsent) {
  const PayloadFields fields = Fields(R"({"kbli":null})");
  EXPECT_FALSE(fields.Has("kbli"));
  EXPECT_EQ(fields.Text("kbli"), "");
  EXPECT_FALSE(fields.Number("kbli").has_value());
  EXPECT_THAT(fields.List("kbli", GuideLevel::kLocation), IsEmpty());
  EXPECT_FALSE(fields.Object("kbli", GuideLevel::kLocation).has_value());
  EXPECT_THAT(Faults(), IsEmpty());
}

TEST_F(PayloadFieldsTest, ReadsDigitsOfStringsAndNumbers) {
  const PayloadFields fields = Fields(R"({"a":"01111","b":1111,"c":123456})");
  EXPECT_EQ(fields.Digits("a", 5), "01111");
  EXPECT_EQ(fields.Digits("b", 5), "01111");
  EXPECT_EQ(fields.Digits("c", 5), "123456");  // too long: for others to refuse
}

TEST_F(PayloadFieldsTest, TellsAFaultOfAPathOnce) {
  const PayloadFields fields = Fields(R"({"kbli":[]})");
  fields.Text("kbli");
  fields.Text("kbli");
  fields.AddMissing("kbli", {.en = "a code", .id = "kode"});
  EXPECT_THAT(Faults(), ElementsAre("p.kbli: a list: want a string"));
}

TEST_F(PayloadFieldsTest, TellsEachItemThatIsNoObject) {
  const PayloadFields fields = Fields(R"({"data_lokasi_proyek":[{},1,"x"]})");
  EXPECT_EQ(fields.List("data_lokasi_proyek", GuideLevel::kLocation).size(), 1U);
  EXPECT_THAT(Faults(), ElementsAre("p.data_lokasi_proyek[1]: a number: want an object",
                                    "p.data_lokasi_proyek[2]: a string: want an object"));
}

TEST_F(PayloadFieldsTest, TellsNamesThatAreReadAndReturnsTheOthers) {
  const PayloadFields fields = Fields(R"({"Kbli":"1","nama_pjj":"x","baru":1})");
  EXPECT_THAT(fields.CheckNames({"kbli"}), ElementsAre("baru", "nama_pjj"));
  EXPECT_THAT(Faults(), ElementsAre("p.kbli: missing, but \"Kbli\" stands there: the guide's name "
                                    "is \"kbli\" at this level"));
}

TEST_F(PayloadFieldsTest, PassesOverASecondNameOfWhatIsThere) {
  const PayloadFields fields = Fields(R"({"kbli":"55130","KBLI":"x"})");
  EXPECT_THAT(fields.CheckNames({"kbli"}), ElementsAre("KBLI"));
  EXPECT_THAT(Faults(), IsEmpty());
}

}  // namespace
}  // namespace izin::testing
