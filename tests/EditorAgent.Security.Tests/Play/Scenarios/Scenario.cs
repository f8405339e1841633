using EditorAgent.Security.Tests.Cases;
using EditorAgent.Security.Tests.Cells;

namespace EditorAgent.Security.Tests.Play.Scenarios;

/// <summary>Conversations that take more than a list of calls and answers, by name and variant.</summary>
internal static class Scenario
{
    public static Task<Observation> PlayAsync(AttackBench bench, AttackInput input, Place place)
    {
        var (name, variant) = input.Action.Scenario!.Split(':') is [var first, var second] ? (first, second) : (input.Action.Scenario!, "");
        return name switch
        {
            "swap-while-writing" => SwapWhileWriting.PlayAsync(bench, input, place),
            "change-before-apply" => ChangeBeforeApply.PlayAsync(bench, input, place, variant),
            "answers" => ForgedAnswers.PlayAsync(bench, input, place, variant),
            "disconnect" => Disconnect.PlayAsync(bench, input, place, variant),
            "cancel-while-running" => EndWhileRunning.CancelAsync(bench, input, place),
            "kill-while-running" => EndWhileRunning.KillAsync(bench, input, place, variant),
            _ => throw new InvalidOperationException($"there is no scenario {name}"),
        };
    }
}
