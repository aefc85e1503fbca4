"""Words of everyday life that a question and its answer may swap: "what instrument do I play" was told as "I practise the oud".

Hand-made and small: what people tell an assistant about. A line `a b = c d` is of words for one thing. A line `a b > c d` says that `c` and `d` are
kinds, parts or signs of what `a` or `b` name: a question with `a` is looked up under `b`, `c` and `d`. An underscore joins the words of a
phrase. Different endings need no entries ("swim" stands for "swimming"), as the search tables know stems alone.
"""

from __future__ import annotations

SAME = """
mother = mum = mom = mama = mummy = mommy
father = dad = daddy = papa
grandmother = gran = granny = grandma = nan = nana
grandfather = grandpa = granddad = grandad = gramps
child = kid = children
baby = newborn = infant
sister = sis
brother = bro
wife = missus
husband = hubby
partner = spouse = better_half
fiance = fiancee = engaged = engagement
marry = wedding = wed = married
divorce = separated = split_up = broke_up
boss = manager = supervisor = line_manager
colleague = coworker = workmate = teammate
flatmate = roommate = housemate
friend = mate = pal = buddy
neighbour = neighbor = next_door
nursery = daycare = kindergarten = creche = preschool
nanny = childminder = babysitter = au_pair
doctor = gp = physician
dentist = orthodontist = dental
optician = optometrist = eye_test
physiotherapist = physio
psychologist = therapist = counsellor = counselor = shrink
vet = veterinary
lawyer = solicitor = attorney
teacher = tutor = instructor
professor = lecturer
police = cop
car = vehicle = automobile
bike = bicycle = cycle
motorcycle = motorbike
lorry = truck
camper = campervan = motorhome = caravan
train = railway = rail
underground = subway = tube = metro
bus = coach
plane = flight = fly = airplane
holiday = vacation = getaway
trip = journey = travel
flat = apartment = condo
house = home
rent = lease = tenancy
mortgage = home_loan
garden = yard = backyard
allotment = vegetable_patch
sofa = couch = settee
fridge = refrigerator
freezer = deep_freeze
cooker = stove = hob
washing_machine = washer
bin = trash = rubbish = garbage
tap = faucet
torch = flashlight
mobile = phone = cellphone = smartphone
computer = laptop = pc = desktop
television = tv = telly
headphones = earbuds = earphones
photo = picture = pic = photograph
film = movie
cinema = movie_theater
novel = book
song = track = tune
band = group
concert = gig
exhibition = exhibit
theatre = theater = stage_play
football = soccer
gym = fitness = workout
jog = run
hike = trek = ramble
swim = pool
exam = test
university = uni = college
school = pupil = schoolchild
degree = diploma
course = class
homework = coursework
thesis = dissertation
job = work = employment = occupation = profession
employer = company = firm
salary = pay = wage = income = earn
fired = laid_off = redundant = lost_my_job = sacked
quit = resign = handed_in_my_notice
retire = pension
office = workplace
meeting = appointment
shift = rota
illness = sick = ill = disease
flu = influenza
headache = migraine
medicine = medication = pill = tablet = drug = prescription
injury = hurt = injured
surgery = operation = operated
hospital = clinic = ward
allergic = allergy = allergies = intolerant = intolerance
diabetes = diabetic
asthma = inhaler
glasses = spectacles = contact_lenses
pregnant = expecting = due_date
vegetarian = veggie = meat_free
vegan = plant_based
supper = dinner = evening_meal
lunch = midday_meal
sweets = candy
biscuit = cookie
crisps = chips
aubergine = eggplant
courgette = zucchini
coriander = cilantro
prawn = shrimp
mince = ground_beef
takeaway = takeout
wine = vino
alcohol = booze = drink
shop = store
supermarket = grocery = groceries
chemist = pharmacy = drugstore
cash = money
bank = account
loan = debt = owe
tax = hmrc = irs
insurance = insured = policy
password = passcode = pin
present = gift
birthday = born
christmas = xmas
autumn = fall
rubbish = awful = terrible = hate = dislike
like = love = enjoy = fond = adore
favourite = favorite = best_loved
afraid = scared = fear = phobia
worried = anxious = nervous = stress
angry = annoyed = cross = furious
happy = glad = pleased = delighted
sad = upset = unhappy = depressed
tired = exhausted = worn_out = knackered
funny = hilarious = comical
cheap = inexpensive = bargain
expensive = pricey = costly
begin = began
fix = repair = mend
buy = purchase = bought
sell = sold
move = relocate = moved
meet = met
teach = taught
write = wrote = written
grow = grew = planting = plant
build = built
break = broke = broken
lose = lost
win = won = prize = award = medal
give = gave
nickname = known_as = goes_by
age = years_old
tall = height = centimetres
weigh = weight = kilos
country = nation = homeland
city = town
village = hamlet
language = speak = fluent
religion = faith = believe
church = parish = congregation
mosque = prayer = pray
politics = vote = election
charity = volunteer = donate
sports = sport
hobby = pastime = spare_time = free_time
plan = intend
goal = ambition = aim = dream
habit = routine
appointment = booked = booking
deadline = due
recipe = dish
tattoo = inked
haircut = barber = hairdresser
wifi = router = internet = broadband
key = spare_key
stay_in_touch = keep_in_touch = write_to
destress = relax = unwind = calm
commute = get_to_work
sleep = bedtime = asleep
wake = alarm = get_up
adopt = adoption
"""

KINDS = """
family relative > mother father sister brother aunt uncle cousin niece nephew grandmother grandfather son daughter wife husband
parent > mother father mum dad stepmother stepfather
sibling > sister brother twin
child kid > son daughter toddler baby boy girl twins stepson stepdaughter teenager
grandchild > grandson granddaughter
grandparent > grandmother grandfather gran grandma grandpa nan
partner relationship > wife husband girlfriend boyfriend fiance single dating married divorced breakup
relative in-law > mother-in-law father-in-law sister-in-law brother-in-law
pet animal > dog cat puppy kitten tortoise turtle rabbit bunny hamster guinea_pig gerbil rat mouse parrot budgie canary cockatiel goldfish fish
  axolotl snake gecko lizard ferret hen hens chicken chickens duck pony horse donkey goat hedgehog chinchilla spaniel labrador terrier poodle
  collie beagle dachshund greyhound whippet retriever alsatian bulldog tabby ginger
dog > puppy spaniel labrador terrier poodle collie beagle dachshund greyhound whippet retriever alsatian bulldog husky lurcher pug corgi
  rottweiler
cat > kitten tabby siamese persian tomcat moggy
bird > parrot budgie canary cockatiel pigeon robin owl sparrow heron
livestock farm > sheep cow goat pig hen chicken lamb cattle
instrument music > guitar piano violin cello oud flute clarinet saxophone trumpet drums bass harp accordion ukulele banjo mandolin viola oboe
  bassoon trombone tuba organ keyboard harmonica sitar tabla bagpipes fiddle kora bodhran concertina recorder horn yamaha steinway fender gibson
  upright
music genre > jazz rock pop classical folk blues hip_hop rap techno house country metal punk reggae soul opera indie choir
musician band artist > singer guitarist drummer rapper composer songwriter concert gig
sport exercise activity > football tennis swim run cycling rugby cricket hockey basketball volleyball badminton squash golf rowing climbing
  bouldering yoga pilates boxing kickboxing judo karate taekwondo fencing surfing skiing snowboarding skating hiking walking gymnastics athletics
  triathlon marathon parkour archery darts snooker bowls netball handball sailing kayaking canoeing diving wrestling weights gym zumba dancing
  crossfit
martial_art martial > judo karate taekwondo kickboxing boxing aikido jiu-jitsu kung_fu krav_maga muay_thai capoeira fencing wrestling
race > marathon half_marathon parkrun triathlon 10k 5k sprint ironman relay
outdoor outdoors nature > hike hiking camp camping picnic kayaking fishing climbing mountain forest beach lake trail birdwatching surfing
hobby hobbies activity activities interest pastime leisure > pottery painting knitting sewing crochet gardening baking cooking reading photography
  drawing woodwork carpentry chess cycling running fishing birdwatching swimming hiking camping dancing singing writing blogging gaming yoga
  climbing origami calligraphy embroidery quilting puzzles crosswords lego model stamps coins genealogy astronomy beekeeping brewing foraging
  metalwork ceramics karaoke geocaching volunteering collecting surfing skateboarding theatre
craft crafts make > pottery ceramics clay knitting sewing crochet weaving woodwork embroidery quilt scarf bowl mug jewellery candle origami felt
art artist artwork > painting drawing sculpture watercolour oil canvas sketch portrait mural pottery ceramics photography print collage exhibition
  gallery
paint painting > watercolour oil acrylic canvas portrait landscape sunset mural easel brush
game games > chess poker scrabble monopoly bridge backgammon sudoku dungeons catan minecraft nintendo playstation xbox console board_game
  video_game cards dominoes zelda fifa wordle risk uno
collect collection > stamps coins vinyl records cards badges figures postcards mugs antiques comics
book reading read > novel memoir biography autobiography thriller cookbook poetry poem diary manuscript fiction fantasy textbook chapter trilogy
  paperback hardback audiobook kindle author title sequel fable
write writing author > novel memoir poem poetry story blog screenplay script manuscript diary journal essay article lyrics chapter
film show series watch > movie documentary comedy drama thriller netflix episode season sitcom anime cartoon soap western horror
podcast listen > podcast radio audiobook album playlist episode
news paper > newspaper magazine journal gazette column
food eat meal > pasta pizza rice curry soup salad sandwich sushi steak chicken fish cheese bread noodles burger stew pie lasagne tacos dumplings
  beans lentils tofu eggs omelette porridge pancakes risotto paella biryani ramen kebab falafel hummus chilli roast breakfast lunch dinner supper
breakfast morning > porridge cereal muesli toast eggs granola yoghurt pancakes coffee bagel oats croissant
dessert pudding sweet > cake ice_cream chocolate pie tiramisu brownie cookie crumble custard trifle cheesecake baklava pastry donut
fruit > apple banana orange mango strawberry grapes pear peach plum cherry kiwi pineapple melon raspberry blueberry lemon lime fig papaya
vegetable veg > carrot potato tomato onion cabbage broccoli cauliflower spinach kale leek pea bean courgette aubergine pepper cucumber lettuce
  beetroot squash pumpkin parsnip turnip okra radish rhubarb
meat > beef pork lamb chicken bacon ham sausage steak turkey duck veal
seafood fish > salmon tuna cod prawn crab lobster mussels oysters shrimp squid mackerel sardines
nut nuts > peanut almond cashew hazelnut walnut pistachio pecan
drink drinks beverage > coffee tea beer wine whisky whiskey gin vodka rum water juice milk cola lemonade cocktail cider espresso latte cappuccino
  oat_milk kombucha smoothie matcha chai decaf
coffee > espresso latte cappuccino flat_white americano decaf cortado macchiato
tea > chai earl_grey rooibos matcha herbal chamomile peppermint
diet food eating > vegan vegetarian gluten-free gluten dairy keto pescatarian halal kosher low-carb coeliac celiac lactose nut-free fasting meat
allergic allergy allergies intolerance > peanut nuts pollen hay_fever penicillin gluten lactose shellfish latex dust wasp bee_sting hives rash
  epipen antihistamine dairy egg sesame soy cat_hair kiwi ibuprofen aspirin coeliac anaphylaxis
illness disease condition diagnosis health medical > asthma diabetes migraine arthritis cancer epilepsy eczema psoriasis depression anxiety adhd
  autism insomnia anaemia thyroid hypertension blood_pressure cholesterol ibs crohn coeliac dyslexia tinnitus sciatica hernia stroke flu covid
  bronchitis pneumonia diagnosed chronic
pain injury hurt > knee back shoulder ankle wrist hip neck sprain fracture broken sciatica tendon ligament bruise stitches plaster concussion torn
  ache backache strain
medicine medication tablets pills > antibiotics ibuprofen paracetamol aspirin insulin inhaler statin metformin levothyroxine antidepressant
  sertraline antihistamine steroid cream vitamin dose mg painkiller iron
doctor medical specialist > gp dentist surgeon cardiologist dermatologist physio midwife psychiatrist optician oncologist consultant paediatrician
  nurse
hospital operation > surgery surgeon scan mri x-ray ward appendix bypass replacement anaesthetic
dental teeth tooth > dentist filling crown braces root_canal wisdom orthodontist
mental_health stress destress > therapy anxiety depression meditation counselling burnout mindfulness panic
sleep > insomnia nap bedtime snore nightmare alarm melatonin
job work profession occupation career for_a_living > nurse teacher engineer doctor lawyer accountant chef cook waiter waitress barista plumber
  electrician carpenter builder driver programmer developer designer architect journalist writer editor librarian scientist researcher manager
  consultant analyst salesman cashier cleaner farmer gardener mechanic pilot soldier police firefighter paramedic pharmacist dentist vet midwife
  baker butcher tailor hairdresser barber photographer translator receptionist secretary student professor lecturer freelance self-employed
  apprentice intern welder joiner roofer surveyor curator banker broker actor musician florist therapist social_worker shift office warehouse
company employer > ltd inc startup agency bank hospital school council firm studio factory shop
business venture enterprise > startup shop store studio cafe restaurant bakery agency salon brand clients customers launch
promote advertise marketing > campaign advert flyer poster social_media instagram tiktok influencer video offer discount website newsletter
career plan future > promotion interview apply application degree course training counsellor counseling qualify
study studies degree subject major learn learning > maths physics chemistry biology history law medicine engineering economics psychology
  literature philosophy nursing computer_science art music geography sociology course university phd masters bachelor exam semester thesis
  evening_class diploma
school education > university college nursery kindergarten primary secondary grammar academy polytechnic gcse a-levels
exam test > driving_test finals gcse ielts toefl bar_exam viva theory aptitude certificate
language speak > english french spanish german italian portuguese dutch polish russian ukrainian turkish arabic hebrew persian farsi hindi urdu
  bengali tamil telugu chinese mandarin cantonese japanese korean vietnamese thai swahili yoruba igbo welsh irish gaelic greek latin swedish
  norwegian danish finnish czech hungarian romanian bulgarian catalan esperanto duolingo bilingual fluent sign_language
accent origin nationality roots > born_in grew_up from country originally moved_from hometown immigrant
country abroad visited travel > france spain italy germany portugal greece turkey japan china india thailand vietnam mexico brazil canada usa
  america australia ireland scotland wales england poland norway sweden denmark iceland switzerland austria croatia morocco egypt kenya
  netherlands belgium
city visited > london paris rome berlin madrid lisbon barcelona vienna prague amsterdam dublin edinburgh new_york tokyo istanbul athens milan
  venice florence chicago boston toronto sydney mumbai delhi lagos nairobi cairo
place home > flat house apartment village town city street road bungalow cottage studio houseboat terrace basement floor moved address estate
address > street road avenue lane postcode flat number close crescent
travel trip holiday vacation > flight hotel airbnb beach camping cruise roadtrip hostel passport visa luggage itinerary booked resort backpacking
  safari
camp camped camping > tent campfire campsite caravan mountains beach forest lake
transport commute way_to_work get_to_work > bus train tram bike cycle car drive walk tube metro scooter ferry motorbike underground lift carpool
  park_and_ride railcard
car vehicle drive > ford toyota honda volkswagen vw golf polo fiesta bmw audi mercedes volvo skoda seat renault peugeot citroen fiat nissan mazda
  hyundai kia tesla mini land_rover jeep subaru suzuki prius yaris corsa vauxhall opel dacia van estate hatchback electric diesel
bike bicycle > brompton mountain_bike e-bike road_bike tandem gravel saddle
boat > canoe kayak yacht dinghy narrowboat rowing_boat ferry
phone mobile > iphone samsung pixel android nokia motorola oneplus fairphone galaxy xiaomi huawei
computer laptop > macbook thinkpad dell lenovo linux ubuntu windows mac imac chromebook hp asus
device gadget > phone laptop tablet ipad kindle camera drone smartwatch printer console headphones speaker
camera photography > canon nikon leica lens tripod polaroid film fuji sony
software app tool editor programming > python java rust vim emacs excel word photoshop linux javascript spreadsheet notion slack git code
shoe shoes footwear > boots trainers sneakers sandals heels slippers running_shoes loafers
clothes clothing wear outfit > dress shirt coat jacket jeans trousers skirt jumper sweater hoodie suit scarf hat gloves socks tie uniform shoes
  boots size
jewellery accessory > ring necklace bracelet earrings watch pendant brooch
item items bought buy shopping > shoes dress jacket lamp sofa phone laptop book camera bag toy watch bike furniture vase necklace boots
furniture > sofa chair table desk bed wardrobe shelf bookcase lamp cupboard drawers mattress rug
appliance kitchen > oven fridge dishwasher kettle toaster microwave freezer washing_machine hoover blender boiler air_fryer
tool tools diy repair > hammer drill screwdriver saw spanner ladder paint nails glue plumber sander
garden gardening plant plants grow > tomatoes roses tulips lavender herbs greenhouse lawn seeds compost shed allotment beans courgettes dahlias
  orchids sunflowers hedge apple_tree basil mint potatoes cactus succulents weeds
flower flowers > roses tulips lilies daisies sunflowers dahlias orchids peonies daffodils bluebells lavender carnations
tree > oak birch apple willow pine maple cherry bonsai
weather season > rain snow sun heat cold summer winter autumn spring storm frost
colour color > red blue green yellow black white purple orange pink brown grey gray teal turquoise navy beige maroon
religion faith religious belief > christian catholic muslim jewish hindu buddhist sikh quaker atheist agnostic methodist baptist church mosque
  synagogue temple ramadan lent sabbath
festival celebration celebrate holiday > christmas easter diwali eid hanukkah ramadan new_year thanksgiving halloween birthday carnival wedding
event events attend participate > wedding party concert festival conference parade fair exhibition workshop race meetup ceremony funeral reunion
  gig show speech retreat lecture support_group rally protest fundraiser talk competition tournament
party celebration > birthday wedding anniversary housewarming barbecue baby_shower stag hen_do leaving_do
volunteer volunteering charity help community > shelter food_bank soup_kitchen fundraiser mentor mentorship donate donation homeless scouts
  hospice charity_shop rescue cleanup tutoring toy_drive activism
group club member membership > choir team league society scouts guild union committee band orchestra crew squad book_club
politics political > labour conservative green liberal democrat republican vote protest councillor election campaign mayor union
money finance savings > pension isa mortgage loan debt budget salary bank shares savings_account credit_card overdraft
bill bills > rent mortgage electricity gas water broadband council_tax subscription phone_contract
bank account > barclays hsbc lloyds monzo santander natwest halifax revolut starling nationwide
insurance > policy premium claim cover insurer
subscription streaming > netflix spotify disney amazon_prime gym_membership newspaper audible
gift present > book necklace perfume flowers chocolate voucher watch toy scarf mug
document papers > passport licence certificate visa will contract deed
emergency contact > next_of_kin ambulance phone_number call
childcare look_after looks_after > nanny childminder nursery babysitter grandmother au_pair after-school_club minds picks_up
pickup school_run > picks_up drops_off collect gate
cleaner housework chores > hoover laundry dishes ironing bins dusting mop
laundry wash > washing_machine detergent ironing dry_cleaner
fear afraid scared phobia > spiders heights flying snakes dark needles crowds clowns enclosed lifts
dislike hate > can't_stand loathe detest rubbish awful avoid
like love favourite enjoy > adore prefer fan favourite
personality character > shy introvert extrovert punctual stubborn patient organised forgetful
identity > transgender trans gay lesbian bisexual nonbinary queer woman man pronouns
lgbtq lgbt queer > pride transgender trans gay lesbian coming_out
relationship_status > single married divorced widowed engaged dating parent breakup
hair > curly blonde brunette dyed short bald haircut fringe grey
body size measurements > tall height weight kilos shoe_size collar waist
appearance look > hair eyes beard glasses tattoo tall moustache freckles
schedule routine timetable > monday tuesday wednesday thursday friday saturday sunday weekly daily every
anniversary > wedding married years
achievement accomplishment proud > award prize won medal graduated trophy promotion record certificate first_place
contest competition compete > trophy won first_place tournament regionals final dance_off prize medal
mistake problem issue trouble > broken leak late lost stolen failed fault damp noise crash
accident > crash fell broken injured ambulance insurance collision
crime stolen theft > burglary robbed wallet police stolen scam mugged
argument conflict fight > row quarrel fell_out shouted sorry disagree
support supporter > family friends mentors encourage help_me rock listened
team club support > arsenal chelsea liverpool everton tottenham united city rovers celtic rangers barcelona juventus bayern fan
landlord home rent > tenant deposit letting_agent lease contract
neighbour > next_door upstairs downstairs across_the_road
toy toys childhood > doll teddy lego train_set kite puzzle
childhood grew_up kid > school village grandparents farm born as_a_child when_i_was
keepsake souvenir memento > photo necklace ring diary letter
inspire inspired motivation > mentor teacher role_model example
opinion > believe agree prefer
health_habit fitness > gym running yoga walk swim steps diet protein weights trainer personal_trainer
wine > red white rioja merlot malbec chardonnay riesling prosecco champagne
beer > ale lager stout ipa pint guinness pilsner
restaurant cafe eat_out > pizzeria trattoria bistro curry_house tapas sushi diner booking table menu
shop store > bakery butcher market greengrocer bookshop supermarket corner_shop aldi lidl tesco sainsbury waitrose
photo album picture > photograph polaroid portrait snapshot
museum exhibition > gallery exhibit sculpture
water beach sea > ocean swim surf lake river sand pool
mountain hill > peak summit hike alps climb ridge
pottery ceramics > bowl mug cup vase plate clay kiln wheel
"""
