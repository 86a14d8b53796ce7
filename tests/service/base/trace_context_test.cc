#include "service/base/trace_context.h"

#include <optional>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace izin {
namespace {

constexpr char kExample[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

TEST(TraceContext, ReadsWhatItWrites) {
  const std::optional<TraceContext> trace = ParseTraceparent(kExample);
  ASSERT_TRUE(trace.has_value());
  EXPECT_EQ(trace->trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(trace->span_id, "00f067aa0ba902b7");
  EXPECT_TRUE(trace->is_sampled());
  EXPECT_EQ(trace->ToString(), kExample);
}

struct Parent {
  const char* name;
  std::string text;
  bool is_sound;
};

class Traceparent : public ::testing::TestWithParam<Parent> {};

TEST_P(Traceparent, IsReadAsTheSpecificationSays) {
  EXPECT_EQ(ParseTraceparent(GetParam().text).has_value(), GetParam().is_sound) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, Traceparent,
    ::testing::Values(
        Parent{"not_sampled", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", true},
        Parent{"flags_of_later", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-fe", true},
        Parent{"later_version", "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true},
        Parent{"later_with_more", "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what",
               true},
        Parent{"later_run_on", "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
               false},
        Parent{"no_version_ff", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false},
        Parent{"this_version_with_more",
               "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what", false},
        Parent{"upper_case", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false},
        Parent{"no_hex", "00-4bf92f3577b34da6a3ce929d0e0e473x-00f067aa0ba902b7-01", false},
        Parent{"trace_of_zeros", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", false},
        Parent{"span_of_zeros", "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", false},
        Parent{"short_trace", "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01", false},
        Parent{"flags_no_hex", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x", false},
        Parent{"two_at_once",
               "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,"
               "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
               false},
        Parent{"blanks", " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false},
        Parent{"line_break", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n", false},
        Parent{"other_separators", "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
               false},
        Parent{"nothing", "", false}),
    [](const auto& tested) { return tested.param.name; });

class Tracestate : public ::testing::TestWithParam<Parent> {};

TEST_P(Tracestate, IsReadAsTheSpecificationSays) {
  EXPECT_EQ(IsTracestate(GetParam().text), GetParam().is_sound) << GetParam().text;
}

std::string Members(int count) {
  std::string text = "k0=v";
  for (int i = 1; i < count; ++i) text += ",k" + std::to_string(i) + "=v";
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    All, Tracestate,
    ::testing::Values(Parent{"one", "congo=t61rcWkgMzE", true},
                      Parent{"two_with_blanks", "rojo=00f067aa0ba902b7 ,\t congo=t61", true},
                      Parent{"of_a_tenant", "fw529a3039@dt=FfffffAB", true},
                      Parent{"tenant_with_digit", "0tenant@system=1", true},
                      Parent{"empty_member", "rojo=1,,congo=2", true},
                      Parent{"as_many_as_may_be", Members(32), true},
                      Parent{"one_too_many", Members(33), false},
                      Parent{"too_long", "k=" + std::string(520, 'v'), false},
                      Parent{"long_value", "k=" + std::string(257, 'v'), false},
                      Parent{"digit_first", "0rojo=1", false},
                      Parent{"upper_case", "Rojo=1", false}, Parent{"no_value", "rojo=", false},
                      Parent{"no_equals", "rojo", false}, Parent{"two_equals", "rojo=1=2", false},
                      Parent{"long_system", "tenant@abcdefghijklmno=1", false},
                      Parent{"control", std::string("rojo=\x01", 6), false},
                      Parent{"nothing", "", false}),
    [](const auto& tested) { return tested.param.name; });

TEST(TraceContext, ANewTraceIsOneThatCanBeReadAndIsNotRecorded) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const TraceContext trace = NewTrace();
    ASSERT_TRUE(ParseTraceparent(trace.ToString()).has_value()) << trace.ToString();
    EXPECT_FALSE(trace.is_sampled());
    EXPECT_TRUE(seen.insert(trace.trace_id).second);
  }
}

TEST(TraceContext, ASpanStaysInItsTraceAndKeepsWhetherItIsRecorded) {
  const TraceContext parent = *ParseTraceparent(kExample);
  const TraceContext span = SpanIn(parent);
  EXPECT_EQ(span.trace_id, parent.trace_id);
  EXPECT_NE(span.span_id, parent.span_id);
  EXPECT_TRUE(span.is_sampled());
  EXPECT_NE(SpanIn(parent).span_id, span.span_id);
}

}  // namespace
}  // namespace izin
