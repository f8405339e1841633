using System.Runtime.InteropServices;
using EditorAgent.Security.Tests.Cases;
using EditorAgent.Security.Tests.Cells;

namespace EditorAgent.Security.Tests.Play.Scenarios;

/// <summary>Somebody swaps a directory and a link that leads outside, ten thousand times, while the model writes into it.</summary>
internal static partial class SwapWhileWriting
{
    private const int Swaps = 10_000;
    private const int IsADirectory = 21;
    private const int NotEmpty = 39;

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

    /// <summary>While the name is free, a write makes a directory of its own there, as it may: that one goes again.</summary>
    private static void Move(string from, string to)
    {
        while (Rename(from, to) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error is not (IsADirectory or NotEmpty) || new DirectoryInfo(to).LinkTarget is not null)
            {
                throw new IOException($"{from} -> {to}: error {error}");
            }

            RemoveTree(to);
        }
    }

    private static void RemoveTree(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (IOException)
        {
            // A write came in between; the next look finds it.
        }
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);
}
