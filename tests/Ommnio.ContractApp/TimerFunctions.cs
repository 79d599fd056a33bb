using Microsoft.Azure.Functions.Worker;

namespace Ommnio.ContractApp;

public static class TimerFunctions
{
    [Function("Tick")]
    public static void Tick([TimerTrigger("%TickSchedule%")] TimerInfo timer) => Journal.Write("tick", timer.IsPastDue ? "late" : "on time");

    [Function("Rare")]
    public static void Rare([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => Journal.Write("rare", timer.IsPastDue ? "late" : "on time");
}
