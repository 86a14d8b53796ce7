#include "service/server/admission/method_weights.h"

#include <set>
#include <string>

#include "google/protobuf/descriptor.h"
#include <gtest/gtest.h>

#include "izin/v1/decision.pb.h"
#include "izin/v1/kbli.pb.h"
#include "izin/v1/oss_payload.pb.h"
#include "izin/v1/permit_classification_service.pb.h"
#include "izin/v1/reference.pb.h"
#include "izin/v1/registry_service.pb.h"
#include "izin/v1/ruleset.pb.h"

namespace izin {
namespace {

// A method that has no weight would never be refused.
TEST(MethodWeights, HasEveryMethodThatIsServedOnce) {
  std::multiset<std::string> weighed;
  for (const MethodWeight& method : MethodWeights()) {
    weighed.insert(std::string(method.name));
    EXPECT_GE(method.call, 1) << method.name;
  }
  std::multiset<std::string> served;
  for (const google::protobuf::FileDescriptor* file :
       {v1::ClassifyActivityRequest::descriptor()->file(),
        v1::ClassifyOssPayloadRequest::descriptor()->file(),
        v1::GetKbliEntryRequest::descriptor()->file(),
        v1::ListReferenceValuesRequest::descriptor()->file(),
        v1::GetRulesetRequest::descriptor()->file(), v1::GetDecisionRequest::descriptor()->file(),
        v1::ClassifyActivityColumnsRequest::descriptor()->file()}) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m)
        served.insert(file->service(s)->method(m)->name());
    }
  }
  EXPECT_EQ(weighed, served);
}

TEST(MethodWeights, ABatchWeighsByItsBytes) {
  for (const MethodWeight& method : MethodWeights()) {
    if (method.name != "BatchClassifyActivities") continue;
    EXPECT_EQ(WeightOf(method, 0), 1);
    EXPECT_EQ(WeightOf(method, 100 << 10), 101);
  }
}

}  // namespace
}  // namespace izin
