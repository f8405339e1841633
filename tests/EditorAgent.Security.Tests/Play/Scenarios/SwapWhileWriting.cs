using System.Runtime.InteropServices;
using EditorAgent.Security.Tests.Cases;
using EditorAgent.Security.Tests.Cells;

namespace EditorAgent.Security.Tests.Play.Scenarios;

/// <summary>Somebody swaps a directory and a link that leads outside, ten thousand times, while the model writes into it.</summary>
internal static partial class SwapWhileWriting
{
    private const int Swaps = 10_000;

    public static async Task<Observation> PlayAsync(AttackBench bench, AttackInput input, Place place)
    {
        await using var sidecar = await bench.OwnSidecarAsync(input);
        sidecar.Begin([]);
        var (session, refusal) = await sidecar.OpenAsync(place.Workspace, null);
        await sidecar.RequestAsync("session/set_mode", new() { ["sessionId"] = session, ["modeId"] = input.Action.Mode });
        var swapping = Task.Run(() => Swap(place.Workspace));
        var turns = 0;
        do
        {
            await sidecar.PromptAsync(session!, $"Go on. {ModelScript.Mark(input, 0)}");
            turns++;
        }
        while (!swapping.IsCompleted || turns < 3);
        await swapping;
        var seen = sidecar.Observed(refusal);
        var written = seen.Calls.Count(call => call.Status == "completed");
        return written > 0 ? seen : new Observation { Frames = seen.Frames, Problems = ["not one write came through, so nothing was raced"] };
    }

    private static void Swap(string workspace)
    {
        string In(string name) => Path.Combine(workspace, name);
        for (var swap = 0; swap < Swaps; swap += 2)
        {
            Move(In("d"), In("d.real"));
            Move(In("d.link"), In("d"));
            Move(In("d"), In("d.link"));
            Move(In("d.real"), In("d"));
        }
    }

    private static void Move(string from, string to)
    {
        if (Rename(from, to) != 0)
        {
            throw new IOException($"{from} -> {to}: error {Marshal.GetLastPInvokeError()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);
}
