// A thread steps back by itself and takes nobody with it.

#include "service/base/thread_priority.h"

#include <sys/resource.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "service/base/worker_pool.h"

namespace izin {
namespace {

int OwnPriority() { return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); }

TEST(ThreadPriorityTest, IsLowerForTheThreadAndThoseThatItMakesAlone) {
  const int before = OwnPriority();
  std::thread([before] {
    LowerThreadPriority();
    EXPECT_GT(OwnPriority(), before);
    std::thread([before] { EXPECT_GT(OwnPriority(), before); }).join();
  }).join();
  EXPECT_EQ(OwnPriority(), before);
}

TEST(ThreadPriorityTest, APoolYieldsOnlyWhereItIsTold) {
  const int before = OwnPriority();
  for (const bool yields : {false, true}) {
    int seen = 0;
    {
      WorkerPool pool({.yields = yields});
      pool.Admit()->Run([&seen] { seen = OwnPriority(); });
    }
    EXPECT_EQ(seen > before, yields);
  }
}

}  // namespace
}  // namespace izin
