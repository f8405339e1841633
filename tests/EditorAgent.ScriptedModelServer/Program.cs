using EditorAgent.ModelProviders.Scripted;
using EditorAgent.ScriptedModelServer;

try
{
    var commandLine = CommandLine.Parse(args);
    var conversation = ScriptedConversation.Load(commandLine.Conversation);
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, press) =>
    {
        press.Cancel = true;
        stop.Cancel();
    };
    using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(
        System.Runtime.InteropServices.PosixSignal.SIGTERM,
        signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
    await using var host = await ScriptedModelHost.StartAsync(conversation, commandLine.Options, stop.Token);
    foreach (var fault in commandLine.Faults)
    {
        host.Faults.Add(fault);
    }

    Console.Out.WriteLine($"listening {host.Root.GetLeftPart(UriPartial.Authority)}");
    Console.Out.Flush();
    await host.WaitForShutdownAsync(stop.Token);
    return 0;
}
catch (Exception e) when (e is FormatException or ScriptedConversationException or IOException)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}
