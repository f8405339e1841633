namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Real;

public sealed class TypeScriptServer : RealServer
{
    protected override string Server => "typescript";

    protected override IReadOnlyDictionary<string, string> Files => new Dictionary<string, string>
    {
        ["tsconfig.json"] = """{"compilerOptions":{"strict":true,"target":"es2022","module":"nodenext","moduleResolution":"nodenext","experimentalDecorators":true},"include":["src","test"]}""",
        ["package.json"] = """{"name":"shop","type":"module","private":true}""",
        ["src/store.ts"] = """
            /** Finds orders. */
            export interface OrderStore {
              find(id: number): Order | undefined;
            }

            export interface Order {
              id: number;
              total: number;
            }

            export class MemoryStore implements OrderStore {
              private readonly orders = new Map<number, Order>();

              find(id: number): Order | undefined {
                return this.orders.get(id);
              }

              // Adds or replaces.
              // Keeps the last.
              add(order: Order): void {
                this.orders.set(order.id, order);
              }
            }

            """.ReplaceLineEndings("\n"),
        ["src/service.ts"] = """
            import { Order, OrderStore } from "./store.js";

            export class OrderService {
              constructor(private readonly store: OrderStore) {}

              load(id: number): Order {
                const found = this.store.find(id);
                if (!found) throw new Error(`no order ${id}`);
                return found;
              }

              total(ids: number[]): number {
                return ids.map((id) => this.load(id).total).reduce((a, b) => a + b, 0);
              }
            }

            """.ReplaceLineEndings("\r\n"),
        ["src/broken.ts"] = "import { OrderService } from \"./service.js\";\n\nexport function broken(service: OrderService): string {\n  return service.load(1).total;\n}\n",
        ["test/service.test.ts"] = "import { OrderService } from \"../src/service.js\";\nimport { MemoryStore } from \"../src/store.js\";\n\nconst service = new OrderService(new MemoryStore());\nservice.load(7);\n",
        ["scratch/edit.ts"] = "export class Scratch {\n  one(): number {\n    return 1;\n  }\n}\n",
    };
}
