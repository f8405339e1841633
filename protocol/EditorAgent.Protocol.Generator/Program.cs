using EditorAgent.Protocol.Generator;

var folder = args.Length > 0 ? args[0] : ProtocolFolder.Path;
foreach (var (path, content) in GeneratedFiles.Create(folder))
{
    var file = Path.Combine(folder, path);
    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
    File.WriteAllText(file, content);
    Console.WriteLine($"wrote {file}");
}

return 0;
