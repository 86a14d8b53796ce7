// A stream of StreamClassifyActivities over a real socket, asked by clients that read, that do not
// and that leave. What a message is answered: tests/service/answer/stream_message_test.cc.

#include "service/transport/classify_stream.h"

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "service/lookup/risk_handler.h"
#include "service/transport/permit_classification_service.h"
#include "tests/integration/process.h"
#include "tests/integration/raw_client.h"
#include "tests/integration/served.h"
#include "tests/service/answering.h"
#include "tests/service/store/opened_store.h"
#include "tests/service/writing.h"

namespace izin::testing {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

using Stub = v1::PermitClassificationService::Stub;
using Stream = grpc::ClientReaderWriter<v1::StreamClassifyActivitiesRequest,
                                        v1::StreamClassifyActivitiesResponse>;

v1::StreamClassifyActivitiesRequest Message(const std::string& id,
                                            const std::string& changes = "") {
  v1::StreamClassifyActivitiesRequest message;
  message.set_correlation_id(id);
  *message.mutable_request() = SoundRequest(changes);
  return message;
}

// What comes until the server ends the stream, in the order in which it came.
std::vector<v1::StreamClassifyActivitiesResponse> ReadAll(Stream& stream) {
  std::vector<v1::StreamClassifyActivitiesResponse> answers;
  for (v1::StreamClassifyActivitiesResponse answer; stream.Read(&answer);)
    answers.push_back(std::move(answer));
  return answers;
}

// Counts the messages that the server takes of its callers, and how each call ended.
class Counting final : public CallGate {
 public:
  std::optional<grpc::Status> Refuses(const ArrivingCall& /*call*/, CallPass& /*pass*/) override {
    return std::nullopt;
  }
  absl::Duration Charge(const CallPass& /*pass*/, std::size_t /*bytes*/) override {
    ++taken_;
    return absl::Milliseconds(rest_ms.load());
  }
  void Ended(const EndedCall& call, const CallPass& /*pass*/) override {
    absl::MutexLock lock(&mutex_);
    ended_.push_back(call.status.error_code());
  }

  int taken() const { return taken_; }
  // Once as many calls have ended, in the order in which they did.
  std::vector<grpc::StatusCode> Ends(std::size_t count) {
    absl::MutexLock lock(&mutex_);
    const auto are_there = [this, count]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
      return ended_.size() >= count;
    };
    mutex_.AwaitWithTimeout(absl::Condition(&are_there), absl::Seconds(30));
    return ended_;
  }

  std::atomic<int> rest_ms = 0;  // after each message

 private:
  std::atomic<int> taken_ = 0;
  absl::Mutex mutex_;
  std::vector<grpc::StatusCode> ended_ ABSL_GUARDED_BY(mutex_);
};

class ClassifyStreamTest : public ::testing::Test {
 protected:
  ~ClassifyStreamTest() override {
    if (server_ != nullptr) server_->Shutdown();
  }

  // A server of this service alone, and a client of it.
  void Serve(DecisionLog* log = nullptr, absl::Duration unread_limit = absl::Seconds(60)) {
    service_ = std::make_unique<PermitClassificationServiceImpl>(
        pipeline_,
        PermitClassificationServiceImpl::Parts{
            .risk_handler = risk_, .calls = calls_, .log = log, .unread_limit = unread_limit});
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(service_.get());
    server_ = builder.BuildAndStart();
    // The buffers of its end do not grow: they hold 64 KiB of a stream that it does not read.
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
    channel_ = grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", port),
                                         grpc::InsecureChannelCredentials(), arguments);
    stub_ = v1::PermitClassificationService::NewStub(channel_);
  }

  // The messages of a caller that reads once it has said all.
  std::vector<v1::StreamClassifyActivitiesResponse> Ask(
      const std::vector<v1::StreamClassifyActivitiesRequest>& messages,
      grpc::Status& status) const {
    const auto context = Within(60);
    const auto stream = stub_->StreamClassifyActivities(context.get());
    for (const auto& message : messages) {
      if (!stream->Write(message)) break;
    }
    stream->WritesDone();
    std::vector<v1::StreamClassifyActivitiesResponse> answers = ReadAll(*stream);
    status = stream->Finish();
    return answers;
  }

  // The gate is told of the end of a call before the call is not counted any more.
  bool AreAllOver() const {
    const absl::Time deadline = absl::Now() + absl::Seconds(30);
    while (calls_.under_way() > 0 && absl::Now() < deadline) std::this_thread::yield();
    return calls_.under_way() == 0;
  }

  // How many messages were taken in all, once no more are.
  int TakenAtRest() const {
    int taken = -1;
    for (int still = 0; still < 30; absl::SleepFor(absl::Milliseconds(10))) {
      still = taken == gate_.taken() && taken > 0 ? still + 1 : 0;
      taken = gate_.taken();
    }
    return taken;
  }

  const FakeClock clock_{FakeClock::NoonInJakarta(kToday)};
  const Pipeline pipeline_{Rulesets(), clock_};
  const RiskHandler risk_{Rulesets(), clock_};
  Counting gate_;
  Calls calls_{nullptr, {&gate_}};
  std::unique_ptr<PermitClassificationServiceImpl> service_;
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<Stub> stub_;
};

// --- what is answered ---------------------------------------------------------------------------

TEST_F(ClassifyStreamTest, EndsAtOnceWhereNothingIsAsked) {
  Serve();
  grpc::Status status;
  EXPECT_THAT(Ask({}, status), IsEmpty());
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(gate_.Ends(1), ElementsAre(grpc::StatusCode::OK));
  EXPECT_EQ(gate_.taken(), 0);
}

// The caller finds its answers by their ids: no two are of the same activity.
TEST_F(ClassifyStreamTest, GivesEachAnswerTheIdOfItsMessage) {
  Serve();
  const char* const codes[] = {"56101", "01111", "47111", "68111", "10710"};
  std::vector<v1::StreamClassifyActivitiesRequest> messages;
  for (int i = 0; i < 100; ++i) {  // more than may wait at once
    messages.push_back(
        Message(absl::StrCat("baris ", i),
                absl::StrCat("activity { kbli_code: '", codes[i % 5],
                             "' investment { capital_idr: ", 1'000'000 + i, " } }")));
  }
  grpc::Status status;
  std::map<std::string, v1::StreamClassifyActivitiesResponse> answers;
  for (auto& answer : Ask(messages, status)) answers[answer.correlation_id()] = std::move(answer);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(answers, SizeIs(100));
  for (const auto& message : messages) {
    EXPECT_EQ(answers[message.correlation_id()].result().classification().SerializeAsString(),
              pipeline_.Classify(message.request())->SerializeAsString())
        << message.correlation_id();
  }
}

TEST_F(ClassifyStreamTest, AnswersOnceForEachMessageWhateverItsId) {
  Serve();
  grpc::Status status;
  std::vector<std::string> ids;
  for (const auto& answer : Ask({Message("a"), Message(""), Message("a"), Message("")}, status))
    ids.push_back(answer.correlation_id());
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(ids, UnorderedElementsAre("", "", "a", "a"));
}

TEST_F(ClassifyStreamTest, RefusesAnItemByItselfAndGoesOn) {
  Serve();
  v1::StreamClassifyActivitiesRequest unasked;
  unasked.set_correlation_id("no request");
  grpc::Status status;
  std::map<std::string, v1::BatchClassifyActivitiesResult> results;
  for (const auto& answer : Ask({Message("first"), Message("short", "activity { kbli_code: '1' }"),
                                 unasked, Message("unknown", "activity { kbli_code: '99998' }"),
                                 Message("ruleset", "ruleset: 'pp1-1900'"), Message("last")},
                                status))
    results[answer.correlation_id()] = answer.result();
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(results, SizeIs(6));
  EXPECT_TRUE(results["first"].has_classification());
  EXPECT_EQ(results["short"].error().field_path(), "activity.kbli_code");
  EXPECT_EQ(results["short"].error().code(), static_cast<int>(grpc::StatusCode::INVALID_ARGUMENT));
  EXPECT_EQ(results["no request"].error().field_path(), "activity.kbli_code");
  EXPECT_EQ(results["unknown"].error().field_path(), "activity.kbli_code");
  EXPECT_EQ(results["unknown"].error().code(), static_cast<int>(grpc::StatusCode::NOT_FOUND));
  EXPECT_EQ(results["ruleset"].error().field_path(), "ruleset");
  EXPECT_TRUE(results["last"].has_classification());
}

// --- what ends it -------------------------------------------------------------------------------

// What was answered before it is still sent.
TEST_F(ClassifyStreamTest, EndsForAnIdThatIsTooLong) {
  Serve();
  const auto context = Within(60);
  const auto stream = stub_->StreamClassifyActivities(context.get());
  v1::StreamClassifyActivitiesResponse answer;
  ASSERT_TRUE(stream->Write(Message("1")) && stream->Read(&answer));
  stream->Write(Message(std::string(1001, 'x')));
  EXPECT_THAT(ReadAll(*stream), IsEmpty());
  const grpc::Status status = stream->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("correlation_id"));
  EXPECT_THAT(gate_.Ends(1), ElementsAre(grpc::StatusCode::INVALID_ARGUMENT));
}

TEST_F(ClassifyStreamTest, EndsForBytesThatAreNoMessageOrTooMany) {
  Serve();
  const std::string method = "/izin.v1.PermitClassificationService/StreamClassifyActivities";
  EXPECT_EQ(CallWithBytes(channel_, method, "\xff").error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(CallWithBytes(channel_, method, BytesField(2, std::string(100'000, ' '))).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(ClassifyStreamTest, EndsWhereNoRulesetIsLoaded) {
  Serve();
  calls_.SetReady(false);
  grpc::Status status;
  EXPECT_THAT(Ask({Message("1")}, status), IsEmpty());
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(ClassifyStreamTest, EndsWhereItsCallerLeavesInTheMiddle) {
  Serve();
  const auto context = Within(60);
  const auto stream = stub_->StreamClassifyActivities(context.get());
  v1::StreamClassifyActivitiesResponse answer;
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(stream->Write(Message(absl::StrCat(i))));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(stream->Read(&answer));
  context->TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_THAT(gate_.Ends(1), ElementsAre(grpc::StatusCode::CANCELLED));
  grpc::Status status;
  EXPECT_THAT(Ask({Message("of another")}, status), SizeIs(1));
  EXPECT_THAT(gate_.Ends(2), ElementsAre(grpc::StatusCode::CANCELLED, grpc::StatusCode::OK));
  EXPECT_TRUE(AreAllOver());
}

// --- no more than may wait ----------------------------------------------------------------------

// The connection holds its caller back: what the server has taken and could not hand over are the
// answers that wait, and those under way in the buffers of the two ends.
TEST_F(ClassifyStreamTest, TakesNoMoreOfACallerThatDoesNotReadThanMayWait) {
  Serve();
  constexpr int kMessages = 1000;
  const auto context = Within(60);
  const auto stream = stub_->StreamClassifyActivities(context.get());
  std::thread asking([&stream] {
    for (int i = 0; i < kMessages; ++i)
      EXPECT_TRUE(stream->Write(Message(absl::StrCat(i, std::string(900, ' ')))));
    stream->WritesDone();
  });
  const int taken = TakenAtRest();
  EXPECT_GE(taken, static_cast<int>(ClassifyStream::kMostWaiting));
  EXPECT_LE(taken, 32);  // 21 where an answer has 11 KB
  EXPECT_THAT(ReadAll(*stream), SizeIs(kMessages));
  asking.join();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(gate_.taken(), kMessages);
}

TEST_F(ClassifyStreamTest, AnswersAllThatWaitsOnceItsCallerHasSaidAll) {
  Serve();
  const auto context = Within(60);
  const auto stream = stub_->StreamClassifyActivities(context.get());
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(stream->Write(Message(absl::StrCat(i))));
  ASSERT_TRUE(stream->WritesDone());
  EXPECT_LT(TakenAtRest(), 200);  // so that the end is not read yet
  EXPECT_THAT(ReadAll(*stream), SizeIs(200));
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_THAT(gate_.Ends(1), ElementsAre(grpc::StatusCode::OK));
}

TEST_F(ClassifyStreamTest, IsCutWhereItsCallerDoesNotReadAtAll) {
  Serve(nullptr, absl::Milliseconds(50));
  const auto context = Within(60);
  const auto stream = stub_->StreamClassifyActivities(context.get());
  while (stream->Write(Message(std::string(900, ' ')))) {
  }
  EXPECT_THAT(gate_.Ends(1), ElementsAre(grpc::StatusCode::CANCELLED));
  EXPECT_TRUE(AreAllOver());
  ReadAll(*stream);  // what had come by then
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(ClassifyStreamTest, RestsBeforeTheNextMessageAsLongAsItIsTold) {
  Serve();
  gate_.rest_ms = 100;
  const absl::Time begun = absl::Now();
  grpc::Status status;
  EXPECT_THAT(Ask({Message("1"), Message("2"), Message("3")}, status), SizeIs(3));
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_GE(absl::Now() - begun, absl::Milliseconds(300));
}

// The stream of a caller that leaves while it rests is over within a second, however long the rest.
TEST_F(ClassifyStreamTest, RestsNoLongerThanASecondAtOnce) {
  Serve();
  gate_.rest_ms = 600'000;
  const auto context = Within(60);
  const auto stream = stub_->StreamClassifyActivities(context.get());
  v1::StreamClassifyActivitiesResponse answer;
  ASSERT_TRUE(stream->Write(Message("1")) && stream->Read(&answer));
  context->TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_THAT(gate_.Ends(1), ElementsAre(grpc::StatusCode::CANCELLED));
}

// --- the log ------------------------------------------------------------------------------------

class LoggedStreamTest : public ClassifyStreamTest {
 protected:
  const TempFolder folder_;
  const DecisionLogOptions sync_ = {.mode = DecisionLogMode::kSync};
};

TEST_F(LoggedStreamTest, SendsAnAnswerOnceItsRecordIsOnDisk) {
  const std::unique_ptr<Store> store = Opened(folder_.path());
  Writing writing(*store, sync_, clock_);
  Serve(&writing.log);
  const auto context = Within(60);
  const auto stream = stub_->StreamClassifyActivities(context.get());
  std::thread asking([&stream] {
    for (int i = 0; i < 30; ++i)
      stream->Write(Message("", i % 3 == 0 ? "activity { kbli_code: '1' }" : ""));
    stream->WritesDone();
  });
  std::uint64_t answered = 0;
  for (v1::StreamClassifyActivitiesResponse answer; stream->Read(&answer);) {
    answered += answer.result().has_classification() ? 1 : 0;
    EXPECT_GE(writing.log.counters().written, answered);
  }
  asking.join();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(answered, 20U);
  EXPECT_EQ(writing.log.counters().written, 20U) << "what is refused leaves no record";
}

// The last record is written while the caller's last word comes: whichever of the two ends the
// stream, the other finds it there.
TEST_F(LoggedStreamTest, IsEndedByTheLogOrByItsCaller) {
  const std::unique_ptr<Store> store = Opened(folder_.path());
  Writing writing(*store, sync_, clock_, {.write_every = absl::ZeroDuration()});
  Serve(&writing.log);
  for (int i = 0; i < 100; ++i) {
    const auto context = Within(60);
    const auto stream = stub_->StreamClassifyActivities(context.get());
    ASSERT_TRUE(stream->Write(Message("1")));
    absl::SleepFor(absl::Microseconds(20 * i));
    stream->WritesDone();
    EXPECT_THAT(ReadAll(*stream), SizeIs(1));
    EXPECT_TRUE(stream->Finish().ok());
  }
  EXPECT_THAT(gate_.Ends(100), Each(grpc::StatusCode::OK));
  EXPECT_TRUE(AreAllOver());
}

TEST_F(LoggedStreamTest, EndsWhereTheRecordCannotBeWritten) {
  Opened(folder_.path()).reset();
  Store::Options options;
  options.path = folder_.path();
  const std::unique_ptr<Store> store = *Store::OpenReadOnly(options);
  Writing writing(*store, sync_, clock_);
  Serve(&writing.log);
  grpc::Status status;
  EXPECT_THAT(Ask({Message("1"), Message("2")}, status), IsEmpty());
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_message(), HasSubstr("cannot be logged now"));
  EXPECT_THAT(gate_.Ends(1), ElementsAre(grpc::StatusCode::UNAVAILABLE));
}

}  // namespace
}  // namespace izin::testing
