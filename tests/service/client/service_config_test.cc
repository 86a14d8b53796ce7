#include "service/client/service_config.h"

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace izin {
namespace {

using ::testing::UnorderedElementsAre;

TEST(ServiceConfigTest, RepeatsOnlyWhatHasNoSideEffects) {
  const auto config = nlohmann::json::parse(ServiceConfig(4));
  std::set<std::string> methods;
  for (const auto& name : config.at("methodConfig").at(0).at("name"))
    methods.insert(name.at("method").get<std::string>());
  EXPECT_THAT(methods,
              UnorderedElementsAre("AssessRisk", "ClassifyActivityColumns", "ConvertKbliCode",
                                   "DiffRulesets", "GetClassification", "GetDecision",
                                   "GetKbliEntry", "GetRuleset", "ListDecisions",
                                   "ListReferenceValues", "ListRulesets", "SearchKbliEntries"));
  const auto& policy = config.at("methodConfig").at(0).at("retryPolicy");
  EXPECT_EQ(policy.at("maxAttempts"), 4);
  EXPECT_EQ(policy.at("retryableStatusCodes").dump(), "[\"UNAVAILABLE\"]");
}

TEST(ServiceConfigTest, OneAttemptHasNoPolicy) {
  const auto config = nlohmann::json::parse(ServiceConfig(1));
  EXPECT_FALSE(config.contains("methodConfig"));
  EXPECT_EQ(config.at("loadBalancingConfig").dump(), "[{\"round_robin\":{}}]");
}

}  // namespace
}  // namespace izin
